-- The organizations behind each project on the as-of date.
-- Grain: one row per project and member organization of its consortium.
-- A consortium formed after the as-of date is not there, nor are its members; a member counts from
-- joined_on to left_on, both included, and without limit where a date is unknown.
create table project_members as
with

formed_consortia as (

    select consortia.consortium_id
    from consortia
    cross join snapshot
    where consortia.formed_on is null or consortia.formed_on <= snapshot.as_of

),

present_members as (

    select consortium_members.*
    from consortium_members
    cross join snapshot
    where
        (consortium_members.joined_on is null or consortium_members.joined_on <= snapshot.as_of)
        and (consortium_members.left_on is null or consortium_members.left_on >= snapshot.as_of)

)

select
    projects.project_id,
    present_members.organization_id,
    organizations.kind,
    present_members.role,
    present_members.joined_on,
    present_members.confidence,
    present_members.source_id,
from projects
inner join formed_consortia using (consortium_id)
inner join present_members using (consortium_id)
inner join organizations using (organization_id)
order by projects.project_id, present_members.organization_id;
