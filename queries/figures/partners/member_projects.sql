-- name: member_projects(programme_id, area_id, theme, project_id)
-- The selected projects of each organization by theme, those that came to a result first.
-- Grain: one row per organization and project in which it takes part on the member day. place: of the project among those
-- of the organization and theme.
select
    organization_id,
    projects_selected.*,
    project_states.kpi_targets_reached,
    row_number() over (
        partition by organization_id, theme
        order by has_result(status, kpi_targets_reached) desc, project_id
    ) as place,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join project_states using (project_id)
inner join project_members using (project_id)
order by theme, organization_id, place
