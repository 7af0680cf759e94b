-- name: journey_parts(programme_id, area_id, theme, project_id)
-- How far the issues of each theme and of each municipality got, on the as-of date. Internal: the public has
-- the total alone.
-- Grain: one row per dimension (municipality, theme), id and step, every step for each id that has an issue at
-- any step. issues = those of the id that reached the step; each dimension adds up to journey_steps on its own. Kept.
select
    dimension,
    id,
    step,
    coalesce(max(issues) filter (reached = step), 0) as issues,
from (
    select dimension, id, step as reached, count(*) as issues
    from selected_parts(:programme_id, :area_id, :theme, :project_id)
    group by dimension, id, step
)
cross join journey_order
group by dimension, id, step
order by dimension, id, list_position(journey_way(), step)
