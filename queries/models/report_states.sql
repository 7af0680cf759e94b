-- The last status report of each project on or before the as-of date.
-- Grain: one row per project that has reported. report_age_days in days.
create table report_states as
select
    status_reports.project_id,
    status_reports.reported_on as last_report_on,
    status_reports.rag as rag_reported,
    date_diff('day', status_reports.reported_on, as_of_day()) as report_age_days,
from status_reports
where has_come(status_reports.reported_on)
qualify row_number() over (
    partition by status_reports.project_id
    order by status_reports.reported_on desc
) = 1
order by status_reports.project_id;
