-- name: reported_before_project()
-- kind: consistency
-- severity: warning
-- table: status_reports
-- A status report is dated before the project began, on 1 April of its first fiscal year.
-- Grain: one row per status report.
with

beginnings as (

    select
        project_id,
        make_date(cast(start_fy as bigint), 4, 1) as began_on,
    from projects

)

select
    status_reports.project_id as key_1,
    cast(status_reports.reported_on as varchar) as key_2,
    'reported_on' as column_name,
    cast(status_reports.reported_on as varchar) as value,
    cast(beginnings.began_on as varchar) as expected,
from status_reports
inner join beginnings using (project_id)
where status_reports.reported_on < beginnings.began_on
order by key_1, key_2
