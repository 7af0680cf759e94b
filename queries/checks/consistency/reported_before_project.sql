-- name: reported_before_project()
-- kind: consistency
-- severity: warning
-- table: status_reports
-- A status report is dated before the project began, on 1 April of its first fiscal year.
-- Grain: one row per status report.
select
    status_reports.project_id as key_1,
    cast(status_reports.reported_on as varchar) as key_2,
    'reported_on' as column_name,
    cast(status_reports.reported_on as varchar) as value,
    cast(first_day_of(projects.start_fy) as varchar) as expected,
from status_reports
inner join projects using (project_id)
where status_reports.reported_on < first_day_of(projects.start_fy)
order by key_1, key_2
