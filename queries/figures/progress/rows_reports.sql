-- name: rows_reports(programme_id, area_id, theme, project_id)
-- The status reports behind the figures, each with its place in the source.
-- Grain: one row per selected project and date of a report on or before the as-of date. age_days in days up to that date.
select
    status_reports.project_id,
    status_reports.reported_on,
    status_reports.rag,
    cast(as_of_day() - status_reports.reported_on as bigint) as age_days,
    place.*,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join status_reports using (project_id)
left join place_of('status_reports', row_key(status_reports.project_id, status_reports.reported_on)) as place on true
where has_come(status_reports.reported_on)
order by status_reports.project_id, status_reports.reported_on
