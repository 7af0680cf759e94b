-- name: organization_list(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- The organizations of the selected projects: in how many they take part and lead, since when, and with whom.
-- Grain: one row per member of a consortium of a selected project on its member day. running: selected or active.
-- first_fy, last_fy: of those projects, last_fy NULL where no end is known. lead_decided_yen: decided, in yen, over the
-- grant rows of the selection of whose award day it was the lead (each, where several), NULL where unknown or none.
-- partners: other organizations in those consortia, each once. Kept.
select
    taking_part.*,
    led.lead_decided_yen,
    met.partners,
from (
    select
        members.organization_id,
        members.kind,
        count(*) as projects,
        count(*) filter (where members.role = 'lead') as lead_projects,
        count(*) filter (where projects_selected.status in ('selected', 'active')) as running,
        count(distinct projects_selected.programme_id) as programmes,
        min(projects_selected.start_fy) as first_fy,
        max(projects_selected.end_fy) as last_fy,
    from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
    inner join project_members as members using (project_id)
    group by members.organization_id, members.kind
) as taking_part
inner join (
    select members.organization_id, count(distinct others.organization_id) - 1 as partners
    from selected_projects(:programme_id, :area_id, :theme, :project_id)
    inner join project_members as members using (project_id)
    inner join project_members as others using (project_id)
    group by members.organization_id
) as met using (organization_id)
left join (
    select award_members.organization_id, cast(sum(grants_selected.decided_yen) as bigint) as lead_decided_yen
    from selected_grants(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id) as grants_selected
    inner join award_members using (project_id, fiscal_year)
    where award_members.role = 'lead'
    group by award_members.organization_id
) as led using (organization_id)
order by organization_id
