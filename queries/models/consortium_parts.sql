-- Which of the parts that a consortium has to have are known, on the project's member day.
-- Grain: one row per project whose consortium is formed; a part is true where a member in project_members, in
-- any role, is of it. partner is a university or a company. inferred counts the members that are inferred.
-- members_complete: the list of members is known to be complete; false where nobody says so.
create table consortium_parts as
select
    project_consortia.project_id,
    count(project_members.organization_id) as members,
    count(*) filter (where project_members.confidence = 'inferred') as inferred,
    coalesce(bool_or(project_members.role = 'lead'), false) as has_lead,
    coalesce(bool_or(project_members.kind = 'local_government'), false) as has_local_government,
    coalesce(bool_or(project_members.kind in ('university', 'company')), false) as has_partner,
    coalesce(bool_or(project_consortia.members_complete), false) as members_complete,
from project_consortia
left join project_members using (project_id)
group by project_consortia.project_id
order by project_consortia.project_id;
