-- name: plan_changes(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- Every change of a decided amount, a due date or a target, with its reason.
-- Grain: one row per change of the selection on or before the as-of date. kind is grant, milestone or kpi; key is the fiscal
-- year of a grant, the id of the others. before and after are yen, a date or the KPI's number, as text, NULL where
-- unknown; difference is in yen, days or the KPI's unit. Fiscal years narrow the grants alone. Kept by project.
select * exclude (reason_ja, reason_en, change_table, change_key, programme_id, area_id, theme, fiscal_year)
from selected_rows('project_changes', :programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
order by kind, key, project_id, changed_on
