-- name: consortium()
-- table: projects
-- column: consortium_id
-- A project's consortium has a lead, a local government, and a university or a company. Not assessed
-- without a consortium, before it was formed, or where one of them is missing from a list of members that is not
-- known to be complete: what is not known is no breach.
-- Grain: one row per project, with the members of its member day in any role; for the words a circle for each part
-- that is there and a cross for one that is missing.
select
    projects.project_id,
    case
        when parts.project_id is null then 'not_assessed'
        when parts.has_lead and parts.has_local_government and parts.has_partner then 'pass'
        when parts.members_complete then 'fail'
        else 'not_assessed'
    end as outcome,
    if(parts.has_lead, '○', '×') as lead_mark,
    if(parts.has_local_government, '○', '×') as government_mark,
    if(parts.has_partner, '○', '×') as partner_mark,
from projects
left join consortium_parts as parts using (project_id)
