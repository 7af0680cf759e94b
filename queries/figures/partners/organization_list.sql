-- name: organization_list(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- The organizations of the selected projects: in how many they take part and lead, since when, and with whom.
-- Grain: one row per member of a consortium of a selected project on its member day. running: selected or active.
-- first_fy, last_fy: of those projects, last_fy NULL where no end is known. lead_decided_yen: decided, in yen, over the
-- grant rows of the selection of whose award day it was the lead (each, where several), NULL where unknown or none.
-- partners: other organizations in those consortia, each once. Kept.
with

members as (

    select
        projects_selected.*,
        project_members.organization_id,
        project_members.kind,
        project_members.role,
    from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
    inner join project_members using (project_id)

),

others as (

    select
        members.organization_id,
        count(distinct project_members.organization_id) - 1 as partners,  -- it is there itself
    from members
    inner join project_members using (project_id)
    group by members.organization_id

),

led as (

    select
        award_members.organization_id,
        cast(sum(grants_selected.decided_yen) as bigint) as lead_decided_yen,
    from selected_grants(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id) as grants_selected
    inner join award_members using (project_id, fiscal_year)
    where award_members.role = 'lead'
    group by award_members.organization_id

)

select
    members.organization_id,
    members.kind,
    count(*) as projects,
    count(*) filter (where members.role = 'lead') as lead_projects,
    count(*) filter (where members.status in ('selected', 'active')) as running,
    count(distinct members.programme_id) as programmes,
    min(members.start_fy) as first_fy,
    max(members.end_fy) as last_fy,
    led.lead_decided_yen,
    others.partners,
from members
inner join others using (organization_id)
left join led using (organization_id)
group by members.organization_id, members.kind, led.lead_decided_yen, others.partners
order by organization_id
