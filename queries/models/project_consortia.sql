-- The consortium behind each project, and the day on which its members count.
-- Grain: one row per project whose consortium is formed; one formed after the as-of date is not there.
-- member_day: the as-of date, or the 31 March that closed the project's last fiscal year where that is known and
-- over: what has ended keeps those who did it.
create table project_consortia as
select
    projects.project_id,
    consortia.consortium_id,
    consortia.name_ja,
    consortia.name_en,
    consortia.formed_on,
    consortia.members_complete,
    least(as_of_day(), last_day_of(projects.end_fy)) as member_day,
from projects
inner join consortia using (consortium_id)
where consortia.formed_on is null or has_come(consortia.formed_on)
order by projects.project_id;
