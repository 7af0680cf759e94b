-- name: award_members(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- The members of the consortium behind each grant on the day of its award; in each the lead first, then members,
-- then supporters.
-- Grain: one row per grant of the selection and organization. awarded_on: the day of the decision, else the 31 March
-- that closes the fiscal year, at the latest the as-of date. The members' own dates decide; a consortium formed after
-- the as-of date is not there.
select
    grants_selected.project_id,
    grants_selected.fiscal_year,
    least(
        snapshot.as_of, coalesce(grants_selected.decided_on, last_day_of(grants_selected.fiscal_year))
    ) as awarded_on,
    consortium_members.organization_id,
    organizations.name_ja,
    organizations.name_en,
    organizations.corporate_number,
    organizations.kind,
    consortium_members.role,
    consortium_members.confidence,
    consortium_members.source_id,
from selected_grants(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id) as grants_selected
inner join project_consortia using (project_id)
inner join consortium_members using (consortium_id)
inner join organizations using (organization_id)
cross join snapshot
where is_member(consortium_members.joined_on, consortium_members.left_on, awarded_on)
order by
    grants_selected.project_id,
    grants_selected.fiscal_year,
    case consortium_members.role when 'lead' then 1 when 'member' then 2 else 3 end,
    consortium_members.organization_id
