-- How many of the issues that a person asks about reached each step; an argument that is NULL selects all.
-- Grain: one row per step. median_days_from_previous over the issues that reached both this step and the
-- one before.
-- An issue is selected by its own theme, and by programme, area and project where one project that a match
-- of it names is of all three; it then counts whole.
create macro selected_journey(of_programme, of_area, of_theme, of_project) as table
with

selected_issues as (

    select issues.issue_id
    from issues
    where
        (of_theme is null or issues.theme = of_theme)
        and (
            (of_programme is null and of_area is null and of_project is null)
            or issues.issue_id in (
                select issue_projects.issue_id
                from issue_projects
                inner join selected_projects(of_programme, of_area, null, of_project) using (project_id)
            )
        )

),

selected_steps as (

    select issue_steps.*
    from issue_steps
    inner join selected_issues using (issue_id)

)

select
    journey_order.place,
    journey_order.step,
    count(selected_steps.issue_id) as issues,
    cast(median(selected_steps.days_from_previous) as double) as median_days_from_previous,
from journey_order
left join selected_steps using (place)
group by journey_order.place, journey_order.step;
