-- name: attention_list(programme_id, area_id, theme, project_id)
-- What a review meeting has to look at, by weight: rules not met first, most of them in front, then where most yen are at
-- stake, then what has been open longest. Internal: the public database has no such table.
-- Grain: one row per selected project and reason, those of review_attention. failures: the failed checks of the project,
-- where they are the reason, else 0. stake_yen: what is above the bounds of its failed checks, or was decided and not used,
-- NULL where the reason is none of money. weight: the days, where the reason has no date the median of its reason, or where
-- that has none of all; NULL where nothing has a date. point: 1
-- for the weightiest of its project, and so on. Fiscal years do not narrow it.
select
    *,
    row_number() over (
        partition by project_id
        order by failures desc, stake_yen desc nulls last, weight desc nulls last, reason
    ) as point,
from (
    select
        attention.project_id,
        attention.reason,
        attention.since_on,
        attention.days,
        coalesce(staked.failures, 0) as failures,
        staked.stake_yen,
        coalesce(
            attention.days,
            median(attention.days) over (partition by attention.reason),
            median(attention.days) over ()
        ) as weight,
    from attention
    inner join selected_projects(:programme_id, :area_id, :theme, :project_id) using (project_id)
    left join (
        select
            project_id,
            'rule_fail' as reason,
            count(*) as failures,
            cast(sum(actual - bound) filter (where rules.kind = 'yen') as bigint) as stake_yen,
        from rule_results
        inner join rules using (rule)
        where outcome = 'fail'
        group by project_id
        union all by name
        select project_id, 'headroom_unused' as reason, unused_yen as stake_yen
        from grant_rows
        where fiscal_year = fiscal_year_of(as_of_day()) - 1
    ) as staked using (project_id, reason)
) as weighed
order by failures desc, stake_yen desc nulls last, weight desc nulls last, project_id, reason
