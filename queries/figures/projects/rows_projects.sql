-- name: rows_projects(programme_id, area_id, theme, project_id)
-- The projects behind the counts, each with its place in the source.
-- Grain: one row per selected project. is_running: its status is selected or active; rag: what its last report on or
-- before the as-of date says; rag_evidence: what the evidence speaks for.
select
    projects_selected.* exclude (title_ja, title_en, published),
    projects_selected.status in ('selected', 'active') as is_running,
    project_states.rag_reported as rag,
    project_states.rag_evidence,
    has_result(projects_selected.status, project_states.kpi_targets_reached) as is_result,
    place.*,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join project_states using (project_id)
left join place_of('projects', row_key(projects_selected.project_id)) as place on true
order by projects_selected.project_id
