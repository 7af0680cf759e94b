-- Every grant as it is known on the as-of date, with the limits that the programme sets.
-- Grain: one row per project and fiscal year. Money in yen, NULL where unknown.
-- An amount dated after the as-of date is unknown and so is its date; an amount without a date counts.
-- limit_yen is the smaller of cap and rate limit; a part that is unknown drops out. Integer arithmetic
-- only.
create table grant_rows as
with

as_known as (

    select
        grants.project_id,
        grants.fiscal_year,
        grants.eligible_expense_yen,
        case when grants.requested_on > d.as_of then null else grants.requested_yen end as requested_yen,
        case when grants.requested_on > d.as_of then null else grants.requested_on end as requested_on,
        case when grants.decided_on > d.as_of then null else grants.decided_yen end as decided_yen,
        case when grants.decided_on > d.as_of then null else grants.decided_on end as decided_on,
        case when grants.settled_on > d.as_of then null else grants.settled_yen end as settled_yen,
        case when grants.settled_on > d.as_of then null else grants.settled_on end as settled_on,
        case when grants.paid_on > d.as_of then null else grants.paid_yen end as paid_yen,
        case when grants.paid_on > d.as_of then null else grants.paid_on end as paid_on,
        grants.source_id,
    from grants
    cross join snapshot as d

),

with_bounds as (

    select
        as_known.*,
        projects.programme_id,
        projects.area_id,
        projects.theme,
        programmes.grant_cap_yen as cap_yen,
        rate_limit(as_known.eligible_expense_yen, programmes.subsidy_rate_percent) as rate_limit_yen,
    from as_known
    inner join projects using (project_id)
    left join programmes using (programme_id)

),

with_limit as (

    select
        *,
        grant_limit(cap_yen, rate_limit_yen) as limit_yen,
    from with_bounds

)

select
    project_id,
    cast(fiscal_year as bigint) as fiscal_year,
    programme_id,
    area_id,
    theme,
    cast(eligible_expense_yen as bigint) as eligible_expense_yen,
    cast(requested_yen as bigint) as requested_yen,
    requested_on,
    cast(decided_yen as bigint) as decided_yen,
    decided_on,
    cast(settled_yen as bigint) as settled_yen,
    settled_on,
    cast(paid_yen as bigint) as paid_yen,
    paid_on,
    cast(cap_yen as bigint) as cap_yen,
    cast(rate_limit_yen as bigint) as rate_limit_yen,
    cast(limit_yen as bigint) as limit_yen,
    cast(limit_yen - decided_yen as bigint) as headroom_yen,
    cast(decided_yen * 1000 // nullif(eligible_expense_yen, 0) as bigint) as rate_permille,
    source_id,
from with_limit
order by project_id, fiscal_year;
