-- name: change_rows()
-- The rows of the source that are another, that came or went, or of which a day has come.
-- Grain: one row per cause and row of the source. cells: those of a row that is in both, as texts; all of a row
-- that went or of a change that came, empty of other rows that came. name_ja, name_en: of a consortium's row which one it is, and which member. is_late: as in changes.
with

named as (

    select is_later, 'consortia' as table_name, new.main.row_key(consortium_id) as row_key, name_ja, name_en
    from of_both('consortia')
    union all by name
    select
        is_later,
        'consortium_members' as table_name,
        new.main.row_key(members.consortium_id, members.organization_id) as row_key,
        concat_ws('・', consortia.name_ja, organizations.name_ja) as name_ja,
        concat_ws(', ', consortia.name_en, organizations.name_en) as name_en,
    from of_both('consortium_members') as members
    left join of_both('consortia') as consortia using (is_later, consortium_id)
    left join of_both('organizations') as organizations using (is_later, organization_id)

),

held as (

    select
        table_name,
        row_key,
        list({
            column_name: column_name, old_value: if(is_later, null, value), new_value: if(is_later, value, null)
        } order by column_name) as all_cells,
    from cells
    group by all

),

found as (

    select
        cause,
        table_name,
        row_key,
        any_value(project_id) as project_id,
        coalesce(
            list({column_name: column_name, old_value: old_value, new_value: new_value} order by column_name)
                filter (where column_name is not null),
            []
        ) as cells,
        bool_or(is_late) as is_late,
        file,
        sheet,
        row_number,
        cause != 'removed' as is_later,
    from changes
    group by cause, table_name, row_key, coalesce(row_key, cast(rowid as varchar)), file, sheet, row_number

)

select
    * exclude (is_later, all_cells)
        replace (if(cells = [] and (cause = 'removed' or table_name like '%_changes'), all_cells, cells) as cells),
from found
left join held using (table_name, row_key)
left join named using (is_later, table_name, row_key)
order by cause, table_name, row_key
