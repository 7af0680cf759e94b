-- name: bridge_rows(is_public)
-- Every row whose figure is another in the version `new` than in `old`, with the first cause that fits.
-- Grain: one row per figure and grant row; of the figure projects per project, whose values are 1 and 0 for being there
-- or not. Values in yen as grant_rows has them, NULL where unknown, which counts as 0. table_name, file, sheet and
-- row_number: the row of the source with the cell that gives the value, in `old` where it was removed.
-- In public all rows of projects that are no longer published are one, with their number in `rows` and no key.
-- date_passed: the same cells in both sources: amount, date, and changes of the decision up to the later day.
-- recorded: an empty cell is filled, and no other known amount of the row is altered.
-- changed: there is a change of the decision between the days, which the source of `old` did not have.
-- passed_on: of date_passed the amount's own day, where it is that day that came. steps: the changes of the decision
-- behind the value, in their order: those that a day in between has reached, or that give another amount than in `old`;
-- each with day, reason and its row in the source of `new`.
with

amounts as (

    select
        is_later,
        project_id,
        fiscal_year,
        [
            sources.eligible_expense_yen,
            sources.requested_yen,
            sources.decided_yen,
            sources.settled_yen,
            sources.paid_yen,
        ] as cells,
        unnest(
            [
                ('requested_yen', cells[2], sources.requested_on, known.requested_yen),
                ('decided_yen', cells[3], sources.decided_on, known.decided_yen),
                ('settled_yen', cells[4], sources.settled_on, known.settled_yen),
                ('paid_yen', cells[5], sources.paid_on, known.paid_yen),
            ]::struct(figure varchar, cell bigint, dated date, yen bigint)[],
            recursive := true
        ),
    from of_both('grants') as sources
    inner join of_both('grant_rows') as known using (is_later, project_id, fiscal_year)

),

changes as (

    select
        project_id,
        fiscal_year,
        figure,
        changed_on,
        bool_or(not is_later) as was_there,
        max(yen) filter (not is_later) as old_yen,
        max(yen) filter (is_later) as new_yen,
        max(reason) filter (is_later) as reason,
        max(reason_ja) filter (is_later) as reason_ja,
        max(reason_en) filter (is_later) as reason_en,
    from (select * from of_both('grant_changes'))
    unpivot include nulls (yen for figure in (requested_yen, decided_yen))
    group by all

),

decisions as (

    select
        project_id,
        fiscal_year,
        figure,
        bool_or(old_yen is distinct from new_yen) as are_altered,
        max(changed_on) filter (new_yen is not null and changed_on > old_snapshot.as_of) as reached_on,
        bool_or(not was_there and new_yen is not null and changed_on > old_snapshot.as_of) as is_changed,
        list(
            {
                'changed_on': changed_on,
                'reason': reason,
                'reason_ja': reason_ja,
                'reason_en': reason_en,
                'file': file,
                'sheet': sheet,
                'row_number': row_number,
            }
            order by changed_on
        ) filter (
            new_yen is not null
            and (changed_on > old_snapshot.as_of or old_yen is distinct from new_yen)
        ) as steps,
    from changes
    cross join old.main.snapshot as old_snapshot
    cross join new.main.snapshot as new_snapshot
    left join new.main.source_rows as places
        on places.table_name = 'grant_changes'
        and places.row_key = new.main.row_key(project_id, fiscal_year, changed_on)
    where changed_on <= new_snapshot.as_of
    group by all

),

found as (

    select
        figure,
        case
            when old_projects.project_id is null then 'new_project'
            when before.cells is null then 'new_row'
            when now.cells is null then 'removed'
            when
                before.cell is not distinct from now.cell
                and before.dated is not distinct from now.dated
                and not coalesce(decisions.are_altered, false)
                then 'date_passed'
            when
                before.cell is null
                and now.cell is not null
                and not list_bool_or([x is not null and x is distinct from now.cells[i] for x, i in before.cells])
                then 'recorded'
            when decisions.is_changed then 'changed'
            else 'corrected'
        end as cause,
        project_id,
        fiscal_year,
        before.yen as old_value,
        now.yen as new_value,
        if(cause = 'date_passed' and now.dated > old_snapshot.as_of, now.dated, null) as passed_on,
        if(cause in ('new_project', 'new_row'), null, decisions.steps) as steps,
        if(cause in ('date_passed', 'changed') and reached_on is not null, 'grant_changes', 'grants') as table_name,
        new.main.row_key(project_id, fiscal_year, if(table_name = 'grants', null, reached_on)) as row_key,
    from (from amounts where not is_later) as before
    full outer join (from amounts where is_later) as now using (project_id, fiscal_year, figure)
    left join decisions using (project_id, fiscal_year, figure)
    left join old.main.projects as old_projects using (project_id)
    cross join old.main.snapshot as old_snapshot
    where coalesce(before.yen, 0) != coalesce(now.yen, 0)
    union all by name
    select
        'projects' as figure,
        if(bool_or(is_later), 'new_project', 'removed') as cause,
        project_id,
        cast(bool_or(is_later) as bigint) as new_value,
        1 - new_value as old_value,
        'projects' as table_name,
        project_id as row_key,
    from of_both('projects')
    group by project_id
    having count(*) = 1

)

select
    figure,
    cast(cause as cause) as cause,
    count(*) as rows,
    if(is_hidden, null, project_id) as project_id,
    if(is_hidden, null, fiscal_year) as fiscal_year,
    cast(sum(old_value) as bigint) as old_value,
    cast(sum(new_value) as bigint) as new_value,
    passed_on,
    steps,
    places.table_name,
    file,
    sheet,
    row_number,
from (
    select
        *,
        :is_public and cause = 'removed' and project_id not in (select project_id from new.main.projects) as is_hidden,
    from found
) as found
left join of_both('source_rows') as places
    on
        not is_hidden
        and places.is_later = (cause != 'removed')
        and found.table_name = places.table_name
        and found.row_key = places.row_key
group by all
order by figure, cause, project_id, fiscal_year
