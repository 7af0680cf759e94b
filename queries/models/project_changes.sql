-- The changes of decided amounts, due dates and targets, on or before the as-of date.
-- Grain: one row per change. kind is grant, milestone or kpi; key is the fiscal year of a grant, the id of the others.
-- before and after are yen, a date or the KPI's number, as text; before is what the change before gave, else the original,
-- NULL where that is unknown. difference is after minus before, in yen, days or the KPI's unit. change_table and change_key
-- say which row of the source the change is. fiscal_year is NULL of all but grants.
create table project_changes as
select
    originals.kind,
    originals.key,
    originals.project_id,
    changes.changed_on,
    changes.reason,
    changes.reason_ja,
    changes.reason_en,
    lag(changes.after, 1, originals.original) over (
        partition by changes.table_name, changes.row_key
        order by changes.changed_on
    ) as before,
    changes.after,
    case originals.kind
        when 'milestone' then cast(date_diff('day', cast(before as date), cast(changes.after as date)) as double)
        else cast(changes.after as double) - cast(before as double)
    end as difference,
    changes.change_table,
    changes.change_key,
    projects.programme_id,
    projects.area_id,
    projects.theme,
    originals.fiscal_year,
from (
    select
        'grants' as table_name,
        row_key(project_id, fiscal_year) as row_key,
        'grant' as kind,
        cast(fiscal_year as varchar) as key,
        project_id,
        cast(original_decided_yen as varchar) as original,
        fiscal_year,
    from grant_rows
    union all by name
    select
        'milestones' as table_name,
        row_key(milestone_id) as row_key,
        'milestone' as kind,
        milestone_id as key,
        project_id,
        cast(original_due_on as varchar) as original,
    from milestone_states
    union all by name
    select
        'kpis' as table_name,
        row_key(kpi_id) as row_key,
        'kpi' as kind,
        kpi_id as key,
        project_id,
        regexp_replace(cast(original_target_value as varchar), '[.]0$', '') as original,
    from kpi_states
) as originals
inner join known_changes as changes using (table_name, row_key)
inner join projects on originals.project_id = projects.project_id
order by originals.kind, originals.key, originals.project_id, changes.changed_on;
