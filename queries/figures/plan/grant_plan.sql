-- name: grant_plan(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- What was decided at first for each grant, and what is decided now.
-- Grain: one row per project and fiscal year. Money in yen, NULL where unknown: the original as known on the as-of date,
-- the amount in force, and what was added or taken away, where both are known. changes are those on or before the as-of
-- date; last_* tell of the latest. Kept by project.
select
    project_id,
    fiscal_year,
    original_decided_yen,
    decided_yen,
    change_yen,
    changes,
    last_changed_on,
    last_reason,
from selected_grants(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
order by project_id, fiscal_year
