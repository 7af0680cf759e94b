-- The organizations behind each project on its member day.
-- Grain: one row per project and member organization of its consortium.
create table project_members as
select
    project_consortia.project_id,
    consortium_members.organization_id,
    organizations.kind,
    consortium_members.role,
    consortium_members.joined_on,
    consortium_members.confidence,
    consortium_members.source_id,
from project_consortia
inner join consortium_members using (consortium_id)
inner join organizations using (organization_id)
where is_member(consortium_members.joined_on, consortium_members.left_on, project_consortia.member_day)
order by project_consortia.project_id, consortium_members.organization_id;
