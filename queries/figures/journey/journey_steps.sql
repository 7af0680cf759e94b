-- name: journey_steps(programme_id, area_id, theme, project_id)
-- How far issues got, from being raised to a paid grant, and how long each step took, on the as-of date.
-- Grain: one row per step, every step always, in the order of the journey. issues = those that reached the
-- step. median_days_from_previous in days, over the issues that reached this step and the one before, NULL
-- where none did.
-- An issue is selected by its own theme, and by programme, area and project through the projects that its
-- matches name; it then counts whole. The public has the total over all issues, published or not; of a
-- selection it has no numbers, and both are NULL. Kept.
select
    step,
    issues,
    median_days_from_previous,
from selected_journey(:programme_id, :area_id, :theme, :project_id)
order by list_position(journey_way(), step)
