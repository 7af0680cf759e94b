-- name: changes(is_public)
-- Everything that is another in the source of `new` than in that of `old`, or that a day in between has reached.
-- Grain: one row per row of a table that came or went (column_name NULL), and one per cell of a row that is in both,
-- whose values are text. changed: a decision, or a cell that it explains: the same value in the same column. recorded:
-- the cell was empty. corrected: a known cell is altered or emptied. date_passed: the cell is a day that has come.
-- is_late: changed by decisions entered late, dated up to the as-of date of `old`, which bridge_rows tells as corrected.
-- In public a row that went has no key, unless its project is still there. Reads the tables `cells` and `reached`: the rows of cells_of and reached_of of
-- every table.
with

owners as (

    select tables.table_name, kpi_id as owner_id, max(project_id) as project_id
    from of_both('kpis')
    cross join (values ('kpi_values'), ('kpi_target_changes')) as tables (table_name)
    group by all
    union all
    select 'milestone_changes', milestone_id, max(project_id)
    from of_both('milestones')
    group by all

),

rows as (

    select
        cells.table_name,
        row_key,
        coalesce(max(value) filter (column_name = 'project_id'), max(owners.project_id)) as project_id,
        bool_or(not is_later) as was_there,
        bool_or(is_later) as is_there,
        max(value) filter (column_name = 'changed_on') as changed_on,
    from cells
    left join owners
        on owners.table_name = cells.table_name and owners.owner_id = split_part(row_key, chr(31), 1)
    group by all

),

compared as (

    select
        table_name,
        row_key,
        column_name,
        max(value) filter (not is_later) as old_value,
        max(value) filter (is_later) as new_value,
    from cells
    group by all
    having old_value is distinct from new_value

),

decided as (

    select
        regexp_replace(table_name, '(_target)?_changes$', 's') as table_name,
        regexp_replace(row_key, '\x1F[^\x1F]*$', '') as row_key,
        column_name,
        compared.new_value,
        bool_and(changed_on <= cast(old_snapshot.as_of as varchar)) as is_late,
    from compared
    inner join rows using (table_name, row_key)
    cross join old.main.snapshot as old_snapshot
    cross join new.main.snapshot as new_snapshot
    where not was_there
        and changed_on <= cast(new_snapshot.as_of as varchar)
        and column_name not in ('source_id', 'reason', 'reason_ja', 'reason_en')
    group by all

),

found as (

    select
        case
            when not is_there then 'removed'
            when old_projects.project_id is null and rows.project_id is not null then 'new_project'
            when changed_on <= cast(new_snapshot.as_of as varchar) then 'changed'
            else 'new_row'
        end as cause,
        rows.table_name,
        :is_public and cause = 'removed' and new_projects.project_id is null as is_hidden,
        if(is_hidden, null, rows.row_key) as row_key,
        if(is_hidden, null, rows.project_id) as project_id,
        cause = 'changed' and changed_on <= cast(old_snapshot.as_of as varchar) as is_late,
    from rows
    left join old.main.projects as old_projects using (project_id)
    left join new.main.projects as new_projects using (project_id)
    cross join old.main.snapshot as old_snapshot
    cross join new.main.snapshot as new_snapshot
    where was_there != is_there
    union all by name
    select
        case
            when old_value is null then 'recorded'
            when decided.row_key is not null then 'changed'
            else 'corrected'
        end as cause,
        compared.*,
        project_id,
        cause = 'changed' and decided.is_late as is_late,
    from compared
    inner join rows using (table_name, row_key)
    left join decided using (table_name, row_key, column_name, new_value)
    where was_there and is_there
    union all by name
    select
        'date_passed' as cause,
        reached.* replace (coalesce(reached.project_id, owners.project_id) as project_id),
    from reached
    left join owners
        on owners.table_name = reached.table_name and owners.owner_id = split_part(row_key, chr(31), 1)

)

select
    cast(cause as cause) as cause,
    found.table_name,
    found.row_key,
    project_id,
    column_name,
    old_value,
    new_value,
    if(is_late, true, null) as is_late,
    file,
    sheet,
    row_number,
from found
left join of_both('source_rows') as places
    on
        places.is_later = (cause != 'removed')
        and found.table_name = places.table_name
        and found.row_key = places.row_key
order by cause, found.table_name, found.row_key, column_name
