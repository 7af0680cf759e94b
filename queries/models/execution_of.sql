-- The budget of each programme and year and how it is used; an argument that is NULL selects all. Area, theme and project
-- do not narrow a budget: with one of them it is unknown here, and so is what rests on it.
-- Grain: one row per programme and fiscal year with a budget or a grant row in the selection. Money in yen, NULL where
-- unknown. budget_yen is the revised one from its day on (or where that is unknown), else the initial one. Rates are per
-- budget, rounded down, NULL where that is 0; unused_yen is decided minus settled where both are known. What rests on a
-- budget is NULL where the reader does not see all grants of the year.
create macro execution_of(of_programme, since_fy, until_fy, of_area, of_theme, of_project) as table
select
    programme_id,
    fiscal_year,
    max(budget_yen) as budget_yen,
    cast(sum(requested_yen) as bigint) as requested_yen,
    cast(sum(decided_yen) as bigint) as decided_yen,
    cast(sum(settled_yen) as bigint) as settled_yen,
    cast(sum(paid_yen) as bigint) as paid_yen,
    cast(sum(decided_yen) * 1000 // nullif(max(compared_yen), 0) as bigint) as decided_permille,
    cast(sum(paid_yen) * 1000 // nullif(max(compared_yen), 0) as bigint) as paid_permille,
    cast(max(compared_yen) - sum(decided_yen) as bigint) as undecided_yen,
    cast(sum(unused_yen) as bigint) as unused_yen,
from (
    select
        programme_id,
        fiscal_year,
        requested_yen,
        decided_yen,
        settled_yen,
        paid_yen,
        unused_yen,
    from selected_grants(of_programme, since_fy, until_fy, of_area, of_theme, of_project)
    union all by name
    select
        programme_id,
        fiscal_year,
        if(revised_on > snapshot.as_of, initial_yen, coalesce(revised_yen, initial_yen)) as budget_yen,
        if(is_internal() or part_years.fiscal_year is null, budget_yen, null) as compared_yen,
    from budgets
    left join part_years using (programme_id, fiscal_year)
    cross join snapshot
    where coalesce(of_area, of_theme, of_project) is null
        and (of_programme is null or programme_id = of_programme)
        and (since_fy is null or fiscal_year >= since_fy)
        and (until_fy is null or fiscal_year <= until_fy)
) as known
group by programme_id, fiscal_year;
