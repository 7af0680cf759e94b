-- name: plan_reasons(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- How much of the plan was changed for each reason.
-- Grain: one row per reason of a change on or before the as-of date. changed_* count changes; *_difference add them up, in
-- yen and in days, NULL where there are none or what was before is unknown. Fiscal years narrow the grants alone. Kept.
select
    reason,
    count(*) filter (where kind = 'grant') as changed_amounts,
    cast(sum(difference) filter (where kind = 'grant') as bigint) as amount_difference,
    count(*) filter (where kind = 'milestone') as changed_dates,
    cast(sum(difference) filter (where kind = 'milestone') as bigint) as date_difference,
    count(*) filter (where kind = 'kpi') as changed_targets,
from selected_rows('project_changes', :programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
group by reason
order by reason
