-- name: rows_projects(programme_id, area_id, theme, project_id)
-- The projects behind the counts, each with its place in the source.
-- Grain: one row per selected project. is_running: its status is selected or active; rag: what its last report on or
-- before the as-of date says; rag_evidence: what the evidence speaks for.
select
    projects_selected.project_id,
    projects_selected.programme_id,
    projects_selected.area_id,
    projects_selected.theme,
    projects_selected.status,
    projects_selected.start_fy,
    projects_selected.end_fy,
    projects_selected.confidence,
    projects_selected.status in ('selected', 'active') as is_running,
    project_states.rag_reported as rag,
    project_states.rag_evidence,
    place.file,
    place.sheet,
    place.row_number,
    place.shipped,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join project_states using (project_id)
left join source_rows as place
    on place.table_name = 'projects' and place.row_key = row_key(projects_selected.project_id)
order by projects_selected.project_id
