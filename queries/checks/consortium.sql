-- name: consortium()
-- kind: programme
-- severity: warning
-- table: projects
-- column: consortium_id
-- A project's consortium has a lead, a local government, and a university or a company. Not assessed
-- without a consortium, or before it was formed.
-- Grain: one row per project, with the members of the snapshot's date in any role.
with

formed as (

    select consortia.consortium_id
    from consortia
    cross join snapshot
    where consortia.formed_on is null or consortia.formed_on <= snapshot.as_of

),

present as (

    select
        project_id,
        bool_or(role = 'lead') as has_lead,
        bool_or(kind = 'local_government') as has_local_government,
        bool_or(kind in ('university', 'company')) as has_partner,
    from project_members
    group by project_id

)

select
    'consortium' as rule,
    projects.project_id,
    cast(null as bigint) as fiscal_year,
    case
        when formed.consortium_id is null then 'not_assessed'
        when present.has_lead and present.has_local_government and present.has_partner then 'pass'
        else 'fail'
    end as outcome,
    cast(null as bigint) as actual,
    cast(null as bigint) as bound,
from projects
left join formed using (consortium_id)
left join present using (project_id)
order by projects.project_id
