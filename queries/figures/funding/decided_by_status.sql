-- name: decided_by_status(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- The decided money by the status of its project, so that what was decided for withdrawn projects can be told apart.
-- Grain: one row per status of a project with a grant row in the selection. Money in yen, NULL where every amount is
-- unknown. The rows add up to the total. Kept.
select
    status,
    count(*) filter (where is_first) as projects,
    cast(sum(decided_yen) as bigint) as decided_yen,
from selected_grants(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
group by status
order by status
