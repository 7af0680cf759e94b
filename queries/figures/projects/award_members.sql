-- name: award_members(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- The members of the consortium behind each grant on the day of its award; in each the lead first, then members,
-- then supporters.
-- Grain: one row per grant of the selection and organization, those of the model of this name.
select award_members.*
from selected_grants(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
inner join award_members using (project_id, fiscal_year)
order by
    project_id,
    fiscal_year,
    list_position(['lead', 'member', 'supporter'], role),
    organization_id
