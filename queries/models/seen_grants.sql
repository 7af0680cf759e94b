-- What each grant was known to be when its year, and each later one, was to be estimated: on 31 December of the year, in
-- the fiscal year of the as-of date on that date; by today's ledger.
-- Grain: one row per estimated year (seen_fy) and grant of that year or an earlier one. Money in yen, NULL where unknown on
-- that day; settled_now_yen is what is known on the as-of date. share_permille is settled per decided, rounded down, of
-- the grants of earlier years; is_own: the grant is of the estimated year itself.
create table seen_grants as
with

known as (

    select
        seen.seen_fy,
        grant_rows.project_id,
        grant_rows.fiscal_year,
        if(grant_rows.decided_on > seen.seen_on, null, grant_rows.original_decided_yen) as first_decided_yen,
        if(grant_rows.settled_on > seen.seen_on, null, grant_rows.settled_yen) as settled_yen,
        grant_rows.settled_yen as settled_now_yen,
        arg_max(changes.decided_yen, changes.changed_on) as changed_yen,
    from grant_rows
    inner join (
        select distinct
            fiscal_year as seen_fy,
            if(seen_fy = fiscal_year_of(as_of_day()), as_of_day(), make_date(seen_fy, 12, 31)) as seen_on,
        from grant_rows
        where fiscal_year <= fiscal_year_of(as_of_day())
    ) as seen on grant_rows.fiscal_year <= seen.seen_fy
    left join grant_changes as changes
        on grant_rows.project_id = changes.project_id
        and grant_rows.fiscal_year = changes.fiscal_year
        and changes.changed_on <= seen.seen_on
    group by all

)

select
    * exclude (first_decided_yen, changed_yen),
    coalesce(changed_yen, first_decided_yen) as decided_yen,
    fiscal_year = seen_fy as is_own,
    if(is_own, null, divided(settled_yen * 1000, nullif(decided_yen, 0))) as share_permille,
from known
order by all;
