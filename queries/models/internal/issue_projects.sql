-- The projects that issues led to: those that a match of the issue names.
-- Grain: one row per issue and project. A match introduced after the as-of date is not there.
create table issue_projects as
select distinct
    matches.issue_id,
    matches.project_id,
from matches
where matches.project_id is not null and has_come(matches.introduced_on)
order by matches.issue_id, matches.project_id;
