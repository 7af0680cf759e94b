-- name: attention_list(programme_id, area_id, theme, project_id)
-- What a review meeting has to look at, by weight: rules not met first, most of them in front, then what has been open
-- longest. Internal: the public database has no such table.
-- Grain: one row per selected project and reason, those of review_attention. failures: the failed checks of the project,
-- where they are the reason, else 0. weight: the days, where the reason has no date the median of its reason, or where that
-- has none of all; NULL where nothing has a date. Fiscal years do not narrow it.
with

failed as (

    select
        project_id,
        count(*) as failures,
    from rule_results
    where outcome = 'fail'
    group by project_id

)

select
    attention.project_id,
    attention.reason,
    attention.since_on,
    attention.days,
    case when attention.reason = 'rule_fail' then failed.failures else 0 end as failures,
    coalesce(
        attention.days,
        median(attention.days) over (partition by attention.reason),
        median(attention.days) over ()
    ) as weight,
from attention
inner join selected_projects(:programme_id, :area_id, :theme, :project_id) using (project_id)
left join failed using (project_id)
order by failures desc, weight desc nulls last, project_id, reason
