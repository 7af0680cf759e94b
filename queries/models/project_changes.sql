-- The changes of decided amounts, due dates and targets, on or before the as-of date.
-- Grain: one row per change. kind is grant, milestone or kpi; key is the fiscal year of a grant, the id of the others.
-- before and after are yen, a date or the KPI's number, as text; before is what the change before gave, else the original,
-- NULL where that is unknown. difference is after minus before, in yen, days or the KPI's unit. change_table and change_key
-- say which row of the source the change is. fiscal_year is NULL of all but grants.
create table project_changes as
select
    case
        when changes.milestone_id is not null then 'milestone'
        when changes.kpi_id is not null then 'kpi'
        else 'grant'
    end as kind,
    coalesce(changes.milestone_id, changes.kpi_id, cast(changes.fiscal_year as varchar)) as key,
    projects.project_id,
    changes.changed_on,
    changes.reason,
    changes.reason_ja,
    changes.reason_en,
    lag(
        changes.after,
        1,
        coalesce(
            cast(grant_rows.original_decided_yen as varchar),
            cast(milestone_states.original_due_on as varchar),
            regexp_replace(cast(kpi_states.original_target_value as varchar), '[.]0$', '')
        )
    ) over (partition by changes.table_name, changes.row_key order by changes.changed_on) as before,
    changes.after,
    case kind
        when 'milestone' then cast(date_diff('day', cast(before as date), cast(changes.after as date)) as double)
        else cast(changes.after as double) - cast(before as double)
    end as difference,
    changes.change_table,
    changes.change_key,
    projects.programme_id,
    projects.area_id,
    projects.theme,
    changes.fiscal_year,
from known_changes as changes
left join grant_rows using (project_id, fiscal_year)
left join milestone_states using (milestone_id)
left join kpi_states using (kpi_id)
inner join projects
    on coalesce(grant_rows.project_id, milestone_states.project_id, kpi_states.project_id) = projects.project_id
order by kind, key, projects.project_id, changes.changed_on;
