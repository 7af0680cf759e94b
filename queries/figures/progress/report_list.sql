-- name: report_list(programme_id, area_id, theme, project_id)
-- The status reports of the selected projects on or before the as-of date.
-- Grain: one row per project and date of report. Kept by project.
select
    status_reports.project_id,
    status_reports.reported_on,
    status_reports.rag,
    status_reports.comment_ja,
    status_reports.comment_en,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join status_reports using (project_id)
where has_come(status_reports.reported_on)
order by project_id, reported_on
