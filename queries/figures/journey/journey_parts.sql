-- name: journey_parts(programme_id, area_id, theme, project_id)
-- How far the issues of each theme and of each municipality got, on the as-of date. Internal: the public has
-- the total alone.
-- Grain: one row per dimension (municipality, theme), id and step, every step for each id that has an issue at
-- any step. issues = those of the id that reached the step; each dimension adds up to journey_steps on its own.
with

steps_selected as (

    select
        issue_steps.*,
        issues.theme,
        issues.municipality_code,
    from issue_steps
    inner join issues using (issue_id)
    inner join selected_issues(:programme_id, :area_id, :theme, :project_id) using (issue_id)

),

by_part as (

    select 'municipality' as dimension, municipality_code as id, step, issue_id
    from steps_selected
    union all
    select 'theme' as dimension, theme as id, step, issue_id
    from steps_selected

),

parts as (

    select distinct
        dimension,
        id,
    from by_part

)

select
    parts.dimension,
    parts.id,
    journey_order.step,
    count(by_part.issue_id) as issues,
from parts
cross join journey_order
left join by_part
    on parts.dimension = by_part.dimension and parts.id = by_part.id and journey_order.step = by_part.step
group by parts.dimension, parts.id, journey_order.place, journey_order.step
order by parts.dimension, parts.id, journey_order.place
