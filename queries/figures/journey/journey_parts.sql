-- name: journey_parts(programme_id, area_id, theme, project_id)
-- How far the issues of each theme and of each municipality got, on the as-of date. Internal: the public has
-- the total alone.
-- Grain: one row per dimension (municipality, theme), id and step, every step for each id that has an issue at
-- any step. issues = those of the id that reached the step; each dimension adds up to journey_steps on its own.
with

steps_selected as (

    select * from selected_parts(:programme_id, :area_id, :theme, :project_id)

),

parts as (

    select distinct
        dimension,
        id,
    from steps_selected

)

select
    parts.dimension,
    parts.id,
    journey_order.step,
    count(steps_selected.issue_id) as issues,
from parts
cross join journey_order
left join steps_selected
    on
        parts.dimension = steps_selected.dimension
        and parts.id = steps_selected.id
        and journey_order.step = steps_selected.step
group by parts.dimension, parts.id, journey_order.place, journey_order.step
order by parts.dimension, parts.id, journey_order.place
