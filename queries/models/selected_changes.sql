-- The changes of decided amounts, due dates and targets, on or before the as-of date, of the projects and fiscal years that
-- a person asks about; an argument that is NULL selects all.
-- Grain: one row per change. kind is grant, milestone or kpi; key is the fiscal year of a grant, the id of the others.
-- before and after are yen, a date or the KPI's number, as text; before is what the change before gave, else the original,
-- NULL where that is unknown. difference is after minus before, in yen, days or the KPI's unit. change_table and change_key
-- say which row of the source the change is. Fiscal years narrow the grants alone.
create macro selected_changes(of_programme, since_fy, until_fy, of_area, of_theme, of_project) as table
with

steps as (

    select
        'grant' as kind,
        cast(fiscal_year as varchar) as key,
        project_id,
        changes.changed_on,
        changes.reason,
        changes.reason_ja,
        changes.reason_en,
        cast(grants_selected.original_decided_yen as varchar) as original,
        cast(changes.decided_yen as varchar) as after,
        'grant_changes' as change_table,
        row_key(project_id, fiscal_year, changes.changed_on) as change_key,
    from selected_grants(of_programme, since_fy, until_fy, of_area, of_theme, of_project) as grants_selected
    inner join grant_changes as changes using (project_id, fiscal_year)
    union all by name
    select
        'milestone' as kind,
        milestone_id as key,
        selected.project_id,
        changes.changed_on,
        changes.reason,
        changes.reason_ja,
        changes.reason_en,
        cast(selected.original_due_on as varchar) as original,
        cast(changes.due_on as varchar) as after,
        'milestone_changes' as change_table,
        row_key(milestone_id, changes.changed_on) as change_key,
    from selected_milestones(of_programme, of_area, of_theme, of_project) as selected
    inner join milestone_changes as changes using (milestone_id)
    union all by name
    select
        'kpi' as kind,
        kpi_id as key,
        kpi_states.project_id,
        changes.changed_on,
        changes.reason,
        changes.reason_ja,
        changes.reason_en,
        regexp_replace(cast(kpi_states.original_target_value as varchar), '[.]0$', '') as original,
        regexp_replace(cast(changes.target_value as varchar), '[.]0$', '') as after,
        'kpi_target_changes' as change_table,
        row_key(kpi_id, changes.changed_on) as change_key,
    from selected_projects(of_programme, of_area, of_theme, of_project) as projects_selected
    inner join kpi_states using (project_id)
    inner join kpi_target_changes as changes using (kpi_id)

)

select
    steps.* exclude (original, after),
    lag(steps.after, 1, steps.original) over (
        partition by steps.kind, steps.key, steps.project_id
        order by steps.changed_on
    ) as before,
    steps.after,
    case steps.kind
        when 'milestone' then cast(cast(steps.after as date) - cast(before as date) as double)
        else cast(steps.after as double) - cast(before as double)
    end as difference,
from steps
cross join snapshot
where steps.changed_on <= snapshot.as_of;
