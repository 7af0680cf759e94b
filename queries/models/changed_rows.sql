-- Which changes decide what is in force of a row of the source on the as-of date: the newest, and an older one where
-- that alone gives an amount or a date.
-- Grain: one row per changed row of grants, milestones or kpis, by its table and row_key as in source_rows. changes_at:
-- the places of the changes, as the checker writes them: file:row, or sheet!row.
create table changed_rows as
with

deciding as (

    select
        'grants' as table_name,
        row_key(project_id, fiscal_year) as row_key,
        'grant_changes' as change_table,
        row_key(project_id, fiscal_year, unnest([last_changed_on, expense_changed_on, requested_changed_on])) as change_key,
    from changed_grants
    union
    select
        'milestones' as table_name,
        row_key(milestone_id) as row_key,
        'milestone_changes' as change_table,
        row_key(milestone_id, last_changed_on) as change_key,
    from milestone_states
    union
    select
        'kpis' as table_name,
        row_key(kpi_id) as row_key,
        'kpi_target_changes' as change_table,
        row_key(kpi_id, unnest([last_changed_on, target_changed_on])) as change_key,
    from kpi_states

)

select
    deciding.table_name,
    deciding.row_key,
    string_agg(
        coalesce(changes.sheet || '!', changes.file || ':') || changes.row_number,
        ', '
        order by changes.row_number
    ) as changes_at,
from deciding
inner join source_rows as changes
    on deciding.change_table = changes.table_name and deciding.change_key = changes.row_key
group by deciding.table_name, deciding.row_key
order by deciding.table_name, deciding.row_key;
