-- name: award_members(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- The members of the consortium behind each grant on the day of its award; in each the lead first, then members,
-- then supporters.
-- Grain: one row per grant of the selection and organization, those of the model of this name with their columns.
select
    award_members.project_id,
    award_members.fiscal_year,
    award_members.awarded_on,
    award_members.organization_id,
    organizations.name_ja,
    organizations.name_en,
    organizations.corporate_number,
    organizations.kind,
    award_members.role,
    award_members.confidence,
    award_members.source_id,
from selected_grants(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id) as grants_selected
inner join award_members using (project_id, fiscal_year)
inner join organizations using (organization_id)
order by
    award_members.project_id,
    award_members.fiscal_year,
    case award_members.role when 'lead' then 1 when 'member' then 2 else 3 end,
    award_members.organization_id
