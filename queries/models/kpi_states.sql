-- Where each KPI stands on the as-of date: its latest value and how far it lags behind its schedule.
-- Grain: one row per KPI. has_target: it has a target value; has_plan: and a baseline and a target date too.
-- lag_permille is NULL without a plan or without a value: what is not measured is not late. target_reached: the
-- latest value has come to the target, in the KPI's direction; NULL without a value or a target.
-- target_value and target_on are those in force: of the latest change on or before the as-of date that gives them, else
-- the original ones. original_* are by the original target; last_changed_on is the day of the latest change.
-- Lag = elapsed - progress. Elapsed runs from the baseline date (or 1 April of the project's first fiscal
-- year) to the target date, held within 0..1; a target date not after the start makes it 1 from that date
-- on and 0 before.
-- Progress = (latest value - baseline) / (target - baseline), not held within bounds; 1 where target equals
-- baseline. Both are kept as fractions, so that one division and one rounding (half
-- away from zero) remain; the inner rounding takes off what binary fractions leave behind decimal ones.
create table kpi_states as
with

schedules as (

    select
        plans.plan,
        kpis.kpi_id,
        kpis.project_id,
        coalesce(kpis.baseline_on, first_day_of(projects.start_fy)) as start_on,
        kpis.direction,
        by_plan(plans.plan, kpis.target_on, coalesce(changed.target_on, kpis.target_on)) as target_on,
        cast(kpis.baseline_value as double) as baseline_value,
        cast(
            by_plan(plans.plan, kpis.target_value, coalesce(changed.target_value, kpis.target_value)) as double
        ) as target_value,
        coalesce(changed.changes, 0) as changes,
        changed.last_changed_on,
        cast(latest.latest_value as double) as latest_value,
        latest.* exclude (kpi_id, latest_value),
        snapshot.as_of,
    from kpis
    inner join projects using (project_id)
    left join (
        select
            kpi_id,
            value as latest_value,
            measured_on as latest_on,
            qualifier_ja as latest_qualifier_ja,
            qualifier_en as latest_qualifier_en,
        from kpi_values
        where has_come(measured_on)
        qualify row_number() over (partition by kpi_id order by measured_on desc, value desc) = 1
    ) as latest using (kpi_id)
    left join changed_rows as changed
        on changed.table_name = 'kpis' and changed.row_key = row_key(kpis.kpi_id)
    cross join (values ('now'), ('original')) as plans (plan)
    cross join snapshot

),

lags as (

    select
        *,
        case
            when target_on > start_on then greatest(date_diff('day', start_on, least(as_of, target_on)), 0)
            when as_of >= target_on then 1
            else 0
        end as elapsed_part,
        if(target_on > start_on, date_diff('day', start_on, target_on), 1) as elapsed_whole,
        if(target_value = baseline_value, 1, latest_value - baseline_value) as progress_part,
        if(target_value = baseline_value, 1, target_value - baseline_value) as progress_whole,
        baseline_value is not null and target_value is not null and target_on is not null as has_plan,
        case
            when not has_plan or latest_value is null then null
            else try_cast(
                round(
                    round(
                        1000 * (elapsed_part * progress_whole - progress_part * elapsed_whole)
                        / (elapsed_whole * progress_whole),
                        6
                    )
                ) as bigint
            )
        end as lag_permille,
    from schedules

)

select
    lags.* exclude (plan, as_of, elapsed_part, elapsed_whole, progress_part, progress_whole),
    original.target_value as original_target_value,
    original.target_on as original_target_on,
    original.lag_permille as original_lag_permille,
    lags.target_value is not null as has_target,
    case
        when lags.target_value is null or lags.latest_value is null then null
        when lags.direction = 'decrease' then lags.latest_value <= lags.target_value
        else lags.latest_value >= lags.target_value
    end as target_reached,
from lags
inner join lags as original on lags.kpi_id = original.kpi_id and original.plan = 'original'
where lags.plan = 'now'
order by lags.kpi_id;
