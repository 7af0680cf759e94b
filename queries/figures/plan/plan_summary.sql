-- name: plan_summary(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- How much of the selection's plan was changed: decided amounts, due dates and targets.
-- Grain: one row. Money in yen over the grants of which the original and the present amount are known, NULL where there
-- are none. *_changed: with a change on or before the as-of date. done_by_original: done on or before the original due
-- date. Slips in days over the changed milestones, NULL where there are none. Fiscal years narrow the grants alone. Kept.
select *
from (
    select
        count(*) as grants,
        count(last_changed_on) as grants_changed,
        cast(sum(original_decided_yen) filter (where decided_yen is not null) as bigint) as original_decided_yen,
        cast(sum(decided_yen) filter (where original_decided_yen is not null) as bigint) as decided_yen,
        cast(sum(change_yen) as bigint) as change_yen,
    from selected_grants(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
) as of_grants
cross join (
    select
        count(*) as milestones,
        count(last_changed_on) as milestones_changed,
        count(done_on) as milestones_done,
        count(*) filter (where is_done_by_original) as done_by_original,
        cast(median(slip_days) filter (where last_changed_on is not null) as double) as slip_median_days,
        max(slip_days) filter (where last_changed_on is not null) as slip_worst_days,
    from selected_projects(:programme_id, :area_id, :theme, :project_id)
    inner join milestone_states using (project_id)
) as of_milestones
cross join (
    select
        count(*) as kpis,
        count(kpi_states.last_changed_on) as kpi_targets_changed,
    from selected_projects(:programme_id, :area_id, :theme, :project_id)
    inner join kpi_states using (project_id)
) as of_kpis
