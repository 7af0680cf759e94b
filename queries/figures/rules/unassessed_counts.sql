-- name: unassessed_counts(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- Why checks of programme rules could not be made.
-- Grain: one row per reason that check_list gives for any check of the selection, those with most checks first. Kept.
select
    why,
    count(*) as checks,
from selected_checks(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
where outcome = 'not_assessed'
group by why
order by checks desc, why
