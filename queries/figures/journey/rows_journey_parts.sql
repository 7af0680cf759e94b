-- name: rows_journey_parts(programme_id, area_id, theme, project_id)
-- The issues behind the journey of each theme and municipality, each with its place in the source. Internal: the public
-- database has no such rows.
-- Grain: one row per dimension (municipality, theme), selected issue and step that it reached on or before the as-of date.
with

steps_selected as (

    select
        issue_steps.place,
        issue_steps.step,
        issue_steps.issue_id,
        issue_steps.reached_on,
        issues.theme,
        issues.municipality_code,
    from issue_steps
    inner join issues using (issue_id)
    inner join selected_issues(:programme_id, :area_id, :theme, :project_id) using (issue_id)

),

by_part as (

    select 'municipality' as dimension, municipality_code as id, steps_selected.*
    from steps_selected
    union all
    select 'theme' as dimension, theme as id, steps_selected.*
    from steps_selected

)

select
    by_part.dimension,
    by_part.id,
    by_part.step,
    by_part.issue_id,
    by_part.reached_on,
    source_place.file,
    source_place.sheet,
    source_place.row_number,
    source_place.shipped,
from by_part
left join source_rows as source_place
    on source_place.table_name = 'issues' and source_place.row_key = row_key(by_part.issue_id)
order by by_part.dimension, by_part.id, by_part.place, by_part.issue_id
