-- name: rows_members_by_municipality(programme_id, area_id, theme, project_id)
-- The memberships behind the counts of organizations by municipality, each with its place in the source.
-- Grain: one row per municipality, selected project of an area that lies in it, and member of its consortium on its member day.
select
    area_municipalities.municipality_code,
    project_members.organization_id,
    project_members.project_id,
    place.*,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join area_municipalities using (area_id)
inner join project_members using (project_id)
inner join project_consortia using (project_id)
left join place_of(
    'consortium_members', row_key(project_consortia.consortium_id, project_members.organization_id)
) as place on true
order by area_municipalities.municipality_code, project_members.organization_id, project_members.project_id
