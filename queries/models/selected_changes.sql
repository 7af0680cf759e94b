-- The changes of decided amounts, due dates and targets, on or before the as-of date, of the projects and fiscal years that
-- a person asks about; an argument that is NULL selects all.
-- Grain: one row per change. kind is grant, milestone or kpi; key is the fiscal year of a grant, the id of the others.
-- before and after are yen, a date or the KPI's number, as text; before is what the change before gave, else the original,
-- NULL where that is unknown. difference is after minus before, in yen, days or the KPI's unit. change_table and change_key
-- say which row of the source the change is. Fiscal years narrow the grants alone.
create macro selected_changes(of_programme, since_fy, until_fy, of_area, of_theme, of_project) as table
select
    originals.kind,
    originals.key,
    originals.project_id,
    changes.changed_on,
    changes.reason,
    changes.reason_ja,
    changes.reason_en,
    lag(changes.after, 1, originals.original) over (
        partition by table_name, row_key
        order by changes.changed_on
    ) as before,
    changes.after,
    case originals.kind
        when 'milestone' then cast(cast(changes.after as date) - cast(before as date) as double)
        else cast(changes.after as double) - cast(before as double)
    end as difference,
    changes.change_table,
    changes.change_key,
from (
    select
        'grants' as table_name,
        row_key(project_id, fiscal_year) as row_key,
        'grant' as kind,
        cast(fiscal_year as varchar) as key,
        project_id,
        cast(original_decided_yen as varchar) as original,
    from selected_grants(of_programme, since_fy, until_fy, of_area, of_theme, of_project)
    union all
    select 'milestones', row_key(milestone_id), 'milestone', milestone_id, project_id, cast(original_due_on as varchar)
    from selected_milestones(of_programme, of_area, of_theme, of_project)
    union all
    select
        'kpis',
        row_key(kpi_id),
        'kpi',
        kpi_id,
        project_id,
        regexp_replace(cast(original_target_value as varchar), '[.]0$', ''),
    from selected_projects(of_programme, of_area, of_theme, of_project)
    inner join kpi_states using (project_id)
) as originals
inner join known_changes as changes using (table_name, row_key);
