-- name: date_far_ahead()
-- kind: consistency
-- severity: warning
-- A date of any table is more than five years after the as-of date; five years to the day is in order.
-- `expected` is the last day that is.
-- Grain: one row per date. Which table it is in stands in `table_name`.
with

dates as (

    select
        'consortia' as table_name,
        consortium_id as key_1,
        cast(null as varchar) as key_2,
        column_name,
        on_date,
    from consortia
    unpivot (on_date for column_name in (formed_on))

    union all

    select
        'consortium_members' as table_name,
        consortium_id as key_1,
        organization_id as key_2,
        column_name,
        on_date,
    from consortium_members
    unpivot (on_date for column_name in (joined_on, left_on))

    union all

    select
        'events' as table_name,
        event_id as key_1,
        cast(null as varchar) as key_2,
        column_name,
        on_date,
    from events
    unpivot (on_date for column_name in (held_on))

    union all

    select
        'grants' as table_name,
        project_id as key_1,
        cast(fiscal_year as varchar) as key_2,
        column_name,
        on_date,
    from grants
    unpivot (on_date for column_name in (requested_on, decided_on, settled_on, paid_on))

    union all

    select
        'hearings' as table_name,
        hearing_id as key_1,
        cast(null as varchar) as key_2,
        column_name,
        on_date,
    from hearings
    unpivot (on_date for column_name in (held_on))

    union all

    select
        'issues' as table_name,
        issue_id as key_1,
        cast(null as varchar) as key_2,
        column_name,
        on_date,
    from issues
    unpivot (on_date for column_name in (raised_on))

    union all

    select
        'kpi_values' as table_name,
        kpi_id as key_1,
        cast(measured_on as varchar) as key_2,
        'measured_on' as column_name,
        measured_on as on_date,
    from kpi_values

    union all

    select
        'kpis' as table_name,
        kpi_id as key_1,
        cast(null as varchar) as key_2,
        column_name,
        on_date,
    from kpis
    unpivot (on_date for column_name in (baseline_on, target_on))

    union all

    select
        'matches' as table_name,
        match_id as key_1,
        cast(null as varchar) as key_2,
        column_name,
        on_date,
    from matches
    unpivot (on_date for column_name in (introduced_on, agreed_on, closed_on))

    union all

    select
        'milestones' as table_name,
        milestone_id as key_1,
        cast(null as varchar) as key_2,
        column_name,
        on_date,
    from milestones
    unpivot (on_date for column_name in (due_on, done_on))

    union all

    select
        'sources' as table_name,
        source_id as key_1,
        cast(null as varchar) as key_2,
        column_name,
        on_date,
    from sources
    unpivot (on_date for column_name in (published_on))

    union all

    select
        'status_reports' as table_name,
        project_id as key_1,
        cast(reported_on as varchar) as key_2,
        'reported_on' as column_name,
        reported_on as on_date,
    from status_reports

    union all

    select
        'support' as table_name,
        support_id as key_1,
        cast(null as varchar) as key_2,
        column_name,
        on_date,
    from support
    unpivot (on_date for column_name in (provided_on))

    union all

    select
        'timeline' as table_name,
        timeline_id as key_1,
        cast(null as varchar) as key_2,
        column_name,
        on_date,
    from timeline
    unpivot (on_date for column_name in (happened_on))

)

select
    dates.table_name,
    dates.key_1,
    dates.key_2,
    dates.column_name,
    cast(dates.on_date as varchar) as value,
    cast(cast(snapshot.as_of + interval 5 years as date) as varchar) as expected,
from dates
cross join snapshot
where dates.on_date > snapshot.as_of + interval 5 years
order by dates.table_name, dates.key_1, dates.key_2, dates.column_name
