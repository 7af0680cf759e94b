-- name: done_before_project()
-- kind: consistency
-- severity: error
-- table: milestones
-- A milestone was done before the project began, on 1 April of its first fiscal year.
-- Grain: one row per milestone.
select
    milestones.milestone_id as key_1,
    'done_on' as column_name,
    cast(milestones.done_on as varchar) as value,
    cast(first_day_of(projects.start_fy) as varchar) as expected,
from milestones
inner join projects using (project_id)
where milestones.done_on < first_day_of(projects.start_fy)
order by key_1
