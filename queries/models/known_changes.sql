-- The changes of decided amounts, due dates and targets on or before the as-of date.
-- Grain: one row per change. table_name and row_key say which row of the source is changed, change_table and change_key
-- which row is the change, both as in source_rows. after: the decided amount, due date or target that it gives, as text.
-- decides: it gives what is in force: the newest does, and an older one where that is the newest to give an amount or date.
create table known_changes as
select
    changes.*,
    coalesce(
        changes.changed_on in (
            max(changes.changed_on) over of_row,
            max(case when changes.eligible_expense_yen is not null then changes.changed_on end) over of_row,
            max(case when changes.requested_yen is not null then changes.changed_on end) over of_row,
            max(case when changes.target_on is not null then changes.changed_on end) over of_row
        ),
        false
    ) as decides,
from (
    select
        'grants' as table_name,
        row_key(project_id, fiscal_year) as row_key,
        'grant_changes' as change_table,
        row_key(project_id, fiscal_year, changed_on) as change_key,
        cast(decided_yen as varchar) as after,
        *,
    from grant_changes
    union all by name
    select
        'milestones' as table_name,
        row_key(milestone_id) as row_key,
        'milestone_changes' as change_table,
        row_key(milestone_id, changed_on) as change_key,
        cast(due_on as varchar) as after,
        *,
    from milestone_changes
    union all by name
    select
        'kpis' as table_name,
        row_key(kpi_id) as row_key,
        'kpi_target_changes' as change_table,
        row_key(kpi_id, changed_on) as change_key,
        regexp_replace(cast(target_value as varchar), '[.]0$', '') as after,
        *,
    from kpi_target_changes
) as changes
where has_come(changes.changed_on)
window of_row as (partition by changes.table_name, changes.row_key)
order by changes.table_name, changes.row_key, changes.changed_on;
