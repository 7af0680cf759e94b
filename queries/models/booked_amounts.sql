-- What was decided, settled and paid, each in the month of its own date; the arguments are those of selected_grants.
-- Grain: one row per known amount. step is decided, settled or paid; month is year and month as text, NULL where the
-- date is unknown. A change of a decision counts with what it added or took away, in its own month. yen is NULL where the
-- reader does not see all grants of the year. of_table and of_key say which row of the source it is.
create macro booked_amounts(of_programme, since_fy, until_fy, of_area, of_theme, of_project) as table
select
    booked.* exclude (yen),
    strftime(booked.happened_on, '%Y-%m') as month,
    if(is_internal() or part_years.fiscal_year is null, booked.yen, null) as yen,
from (
    select
        programme_id,
        project_id,
        fiscal_year,
        dated.*,
        'grants' as of_table,
        row_key(project_id, fiscal_year) as of_key,
    from selected_grants(of_programme, since_fy, until_fy, of_area, of_theme, of_project)
    cross join lateral (
        values
        ('decided', decided_on, original_decided_yen),
        ('settled', settled_on, settled_yen),
        ('paid', paid_on, paid_yen)
    ) as dated (step, happened_on, yen)
    union all by name
    select
        programme_id,
        project_id,
        fiscal_year,
        'decided' as step,
        changed_on as happened_on,
        cast(coalesce(difference, cast(after as double)) as bigint) as yen,
        change_table as of_table,
        change_key as of_key,
    from selected_rows('project_changes', of_programme, since_fy, until_fy, of_area, of_theme, of_project)
    where kind = 'grant'
) as booked
left join part_years using (programme_id, fiscal_year)
where booked.yen is not null;
