-- name: rows_journey(programme_id, area_id, theme, project_id)
-- The issues behind the steps of the journey, each with its place in the source. Internal: the public database has no such
-- rows.
-- Grain: one row per selected issue and step that it reached on or before the as-of date. days_from_previous in days, NULL
-- where the step before was not reached; days_since reached_on. is_last: the farthest step of the issue.
select
    issue_steps.step,
    issue_steps.issue_id,
    issue_steps.reached_on,
    issue_steps.days_from_previous,
    cast(as_of_day() - issue_steps.reached_on as bigint) as days_since,
    issue_steps.place = max(issue_steps.place) over (partition by issue_steps.issue_id) as is_last,
    place.*,
from issue_steps
inner join selected_issues(:programme_id, :area_id, :theme, :project_id) using (issue_id)
left join place_of('issues', row_key(issue_steps.issue_id)) as place on true
order by issue_steps.place, issue_steps.issue_id
