-- name: project_list(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- The selected projects with their money and progress.
-- Grain: one row per selected project, with grants or not. Money in yen over the selected grant rows, NULL
-- where every amount is unknown; compared_limit_yen is the limit of the grant rows of which decision and limit are known,
-- not_compared are those of which a decided or paid amount is known but not both. Progress is on the as-of date.
with

grant_sums as (

    select
        project_id,
        cast(sum(decided_yen) as bigint) as decided_yen,
        cast(sum(paid_yen) as bigint) as paid_yen,
        cast(sum(limit_yen) as bigint) as limit_yen,
        cast(sum(limit_yen) filter (where headroom_yen is not null) as bigint) as compared_limit_yen,
        count(coalesce(decided_yen, paid_yen)) - count(headroom_yen) as not_compared,
    from selected_grants(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
    group by project_id

)

select
    projects_selected.project_id,
    projects_selected.title_ja,
    projects_selected.title_en,
    projects_selected.programme_id,
    projects_selected.area_id,
    projects_selected.theme,
    projects_selected.status,
    projects_selected.start_fy,
    projects_selected.end_fy,
    projects_selected.confidence,
    projects_selected.published,
    grant_sums.decided_yen,
    grant_sums.paid_yen,
    grant_sums.limit_yen,
    grant_sums.compared_limit_yen,
    coalesce(grant_sums.not_compared, 0) as not_compared,
    project_states.milestones,
    project_states.milestones_done,
    project_states.milestones_overdue,
    project_states.rag_reported,
    project_states.last_report_on,
    project_states.report_age_days,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join project_states using (project_id)
left join grant_sums using (project_id)
order by projects_selected.project_id
