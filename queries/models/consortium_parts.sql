-- Which of the parts that a consortium has to have are known, on the as-of date.
-- Grain: one row per project whose consortium is formed; a part is true where a member in project_members, in
-- any role, is of it. partner is a university or a company. inferred counts the members that are inferred.
create table consortium_parts as
with

formed as (

    select
        projects.project_id,
    from projects
    inner join consortia using (consortium_id)
    cross join snapshot
    where consortia.formed_on is null or consortia.formed_on <= snapshot.as_of

)

select
    formed.project_id,
    count(project_members.organization_id) as members,
    count(*) filter (where project_members.confidence = 'inferred') as inferred,
    coalesce(bool_or(project_members.role = 'lead'), false) as has_lead,
    coalesce(bool_or(project_members.kind = 'local_government'), false) as has_local_government,
    coalesce(bool_or(project_members.kind in ('university', 'company')), false) as has_partner,
from formed
left join project_members using (project_id)
group by formed.project_id
order by formed.project_id;
