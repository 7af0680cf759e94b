-- name: done_before_project()
-- kind: consistency
-- severity: error
-- table: milestones
-- A milestone was done before the project began, on 1 April of its first fiscal year.
-- Grain: one row per milestone.
with

beginnings as (

    select
        project_id,
        make_date(cast(start_fy as bigint), 4, 1) as began_on,
    from projects

)

select
    milestones.milestone_id as key_1,
    'done_on' as column_name,
    cast(milestones.done_on as varchar) as value,
    cast(beginnings.began_on as varchar) as expected,
from milestones
inner join beginnings using (project_id)
where milestones.done_on < beginnings.began_on
order by key_1
