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
        row_key,
        arg_max(requested_yen, changed_on) as requested_yen,
        arg_max(decided_yen, changed_on) as decided_yen,
    from known_changes
    cross join days
    where table_name = 'grants' and changed_on <= known_on
    group by row_key

),

amounts as (

    select
        days.known_on,
        found.fiscal_year,
        unnest(
            [
                ('requested_yen', found.original_requested_yen, found.requested_on, changes.requested_yen),
                ('decided_yen', found.original_decided_yen, found.decided_on, changes.decided_yen),
                ('settled_yen', found.settled_yen, found.settled_on, null),
                ('paid_yen', found.paid_yen, found.paid_on, null),
            ]::struct(figure varchar, original_yen bigint, dated_on date, changed_yen bigint)[],
            recursive := true
        ),
    from days
    left join selected_grants(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id) as found on true
    left join changes on changes.row_key = row_key(found.project_id, found.fiscal_year)

)

select
    figure,
    fiscal_year,
    known_on,
    cast(sum(coalesce(changed_yen, if(dated_on <= known_on, original_yen, null))) as bigint) as known_yen,
    bool_and(original_yen is null or dated_on is not null) as is_dated,
from amounts
group by figure, fiscal_year, known_on
order by figure, fiscal_year
