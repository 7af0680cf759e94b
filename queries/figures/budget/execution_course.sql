-- name: execution_course(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- How much of its budget each programme and year had decided and paid by the end of each month, to hold a year against
-- the same month of others.
-- Grain: one row per programme and fiscal year of execution with a rate, and month, written 2025-04. The years of a
-- programme have as many months since their April as it takes to hold the amounts of all and to bring the newest to the
-- month of the as-of date, 24 at most, and none after that date. Rates per budget in permille, rounded down, of everything
-- up to that month; NULL where the year has no such rate, or where one of its amounts has no date; none where both are
-- NULL. Kept.
with

used as (

    select programme_id, fiscal_year, budget_yen
    from execution_of(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
    where coalesce(decided_permille, paid_permille) is not null

),

booked as (

    select
        programme_id,
        fiscal_year,
        step,
        date_diff('month', first_day_of(fiscal_year), happened_on) as since_april,
        sum(yen) as yen,
    from booked_amounts(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
    inner join used using (programme_id, fiscal_year)
    where step in ('decided', 'paid')
    group by all

),

ends as (

    select
        programme_id,
        least(
            greatest(max(since_april), date_diff('month', first_day_of(max(fiscal_year)), as_of_day()), 0), 23
        ) as last_month,
    from booked
    group by programme_id

),

months as (

    select
        used.*,
        unnest(
            range(least(last_month, date_diff('month', first_day_of(fiscal_year), as_of_day())) + 1)
        ) as since_april,
    from used
    inner join ends using (programme_id)

),

rates as (

    select
        months.programme_id,
        months.fiscal_year,
        months.since_april,
        booked.step,
        if(
            bool_or(booked.since_april is null),
            null,
            coalesce(sum(booked.yen) filter (booked.since_april <= months.since_april), 0) * 1000 // months.budget_yen
        ) as permille,
    from months
    inner join booked using (programme_id, fiscal_year)
    group by months.programme_id, months.fiscal_year, months.since_april, months.budget_yen, booked.step

)

select
    programme_id,
    fiscal_year,
    strftime(first_day_of(fiscal_year) + to_months(since_april), '%Y-%m') as month,
    since_april,
    cast(max(permille) filter (step = 'decided') as bigint) as decided_permille,
    cast(max(permille) filter (step = 'paid') as bigint) as paid_permille,
from rates
group by programme_id, fiscal_year, since_april
having max(permille) is not null
order by programme_id, fiscal_year, since_april
