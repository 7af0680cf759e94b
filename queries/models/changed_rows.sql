-- What changes made of decisions, due dates and targets, as known on the as-of date.
-- Grain: one row per row of grants, milestones or kpis that was changed on or before it, by its table and row_key as in
-- source_rows. Amounts in yen, dates and target values as the latest change says that gives them, NULL where none does;
-- last_* tell of the latest of all. changes_at: the places of the changes that decide, as the checker writes them: file:row,
-- or sheet!row.
create table changed_rows as
select
    changes.table_name,
    changes.row_key,
    arg_max(changes.decided_yen, changes.changed_on) as decided_yen,
    arg_max(changes.eligible_expense_yen, changes.changed_on) as eligible_expense_yen,
    arg_max(changes.requested_yen, changes.changed_on) as requested_yen,
    arg_max(changes.due_on, changes.changed_on) as due_on,
    arg_max(changes.target_value, changes.changed_on) as target_value,
    arg_max(changes.target_on, changes.changed_on) as target_on,
    count(*) as changes,
    max(changes.changed_on) as last_changed_on,
    arg_max(changes.reason, changes.changed_on) as last_reason,
    string_agg(
        coalesce(places.sheet || '!', places.file || ':') || places.row_number,
        ', '
        order by places.row_number
    ) filter (where changes.decides) as changes_at,
from known_changes as changes
left join source_rows as places
    on changes.change_table = places.table_name and changes.change_key = places.row_key
group by changes.table_name, changes.row_key
order by changes.table_name, changes.row_key;
