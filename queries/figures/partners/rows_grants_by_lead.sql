-- name: rows_grants_by_lead(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- The grant rows behind the money of organizations, each with its place in the source.
-- Grain: one row per grant of the selection and lead of its consortium on the day of the award. Money in yen, NULL where unknown.
select
    award_members.organization_id,
    grants_selected.project_id,
    grants_selected.fiscal_year,
    award_members.awarded_on,
    grants_selected.decided_yen,
    place.*,
from selected_grants(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id) as grants_selected
inner join award_members using (project_id, fiscal_year)
left join place_of('grants', row_key(grants_selected.project_id, grants_selected.fiscal_year)) as place on true
where award_members.role = 'lead'
order by award_members.organization_id, grants_selected.project_id, grants_selected.fiscal_year
