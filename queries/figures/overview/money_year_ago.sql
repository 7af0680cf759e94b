-- name: money_year_ago(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- The money of the selection as it was known a year before the as-of date, by the days of its amounts and their changes.
-- Grain: one row per amount, which `figure` names as programme_totals does, and fiscal year with a grant row (NULL where
-- there is none). known_yen in yen, NULL where nothing was known on `known_on`; is_dated: every amount known now has a day, so
-- that this can be told. Kept.
with

days as (

    select cast(as_of_day() - interval 1 year as date) as known_on

),

changes as (

    select
        project_id,
        fiscal_year,
        arg_max(requested_yen, changed_on) as requested_yen,
        arg_max(decided_yen, changed_on) as decided_yen,
    from known_changes
    cross join days
    where table_name = 'grants' and changed_on <= known_on
    group by project_id, fiscal_year

),

amounts as (

    select
        project_id,
        fiscal_year,
        coalesce(changes.requested_yen, if(requested_on <= known_on, original_requested_yen, null)) as requested_yen,
        coalesce(changes.decided_yen, if(decided_on <= known_on, original_decided_yen, null)) as decided_yen,
        if(settled_on <= known_on, settled_yen, null) as settled_yen,
        if(paid_on <= known_on, paid_yen, null) as paid_yen,
        original_requested_yen is null or requested_on is not null as is_requested_dated,
        original_decided_yen is null or decided_on is not null as is_decided_dated,
        grant_rows.settled_yen is null or settled_on is not null as is_settled_dated,
        grant_rows.paid_yen is null or paid_on is not null as is_paid_dated,
    from grant_rows
    cross join days
    left join changes using (project_id, fiscal_year)

),

known as (

    select
        fiscal_year,
        cast(sum(amounts.requested_yen) as bigint) as requested_yen,
        cast(sum(amounts.decided_yen) as bigint) as decided_yen,
        cast(sum(amounts.settled_yen) as bigint) as settled_yen,
        cast(sum(amounts.paid_yen) as bigint) as paid_yen,
        bool_and(is_requested_dated) as is_requested_dated,
        bool_and(is_decided_dated) as is_decided_dated,
        bool_and(is_settled_dated) as is_settled_dated,
        bool_and(is_paid_dated) as is_paid_dated,
    from selected_grants(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
    inner join amounts using (project_id, fiscal_year)
    group by fiscal_year

)

select
    told.figure,
    known.fiscal_year,
    days.known_on,
    told.known_yen,
    coalesce(told.is_dated, true) as is_dated,
from days
left join known on true
cross join lateral (
    values
    ('requested_yen', requested_yen, is_requested_dated),
    ('decided_yen', decided_yen, is_decided_dated),
    ('settled_yen', settled_yen, is_settled_dated),
    ('paid_yen', paid_yen, is_paid_dated)
) as told (figure, known_yen, is_dated)
order by figure, fiscal_year
