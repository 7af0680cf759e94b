-- How many of the issues that a person asks about reached each step; an argument that is NULL selects all, as in
-- selected_issues.
-- Grain: one row per step. median_days_from_previous over the issues that reached both this step and the
-- one before.
create macro selected_journey(of_programme, of_area, of_theme, of_project) as table
select
    journey_order.place,
    journey_order.step,
    count(steps.issue_id) as issues,
    cast(median(steps.days_from_previous) as double) as median_days_from_previous,
from journey_order
left join (
    select issue_steps.*
    from issue_steps
    inner join selected_issues(of_programme, of_area, of_theme, of_project) using (issue_id)
) as steps using (place)
group by journey_order.place, journey_order.step;
