-- Every grant as it is known on the as-of date, with the limits that the programme sets.
-- Grain: one row per project and fiscal year. Money in yen, NULL where unknown.
-- An amount dated after the as-of date is unknown and so is its date; an amount without a date counts.
-- eligible_expense_yen, requested_yen and decided_yen are those in force: of the latest change on or before the as-of
-- date that gives them, else the original ones, which original_* keep. Dates are those of the original.
-- limit_yen is the smaller of cap and rate limit; a part that is unknown drops out. Integer arithmetic only.
-- is_over_limit: decided is more than the limit; is_not_compared: a decided or paid amount is known, but not both decision
-- and limit. unused_yen is decided minus settled. status and confidence are those of the project. previous_fy: the
-- project's latest fiscal year before with a grant, to count projects by.
create table grant_rows as
select
    as_known.project_id,
    as_known.fiscal_year,
    projects.programme_id,
    projects.area_id,
    projects.theme,
    projects.status,
    projects.confidence,
    as_known.* exclude (project_id, fiscal_year),
    as_known.decided_yen - as_known.original_decided_yen as change_yen,
    programmes.grant_cap_yen as cap_yen,
    rate_limit(as_known.eligible_expense_yen, programmes.subsidy_rate_percent) as rate_limit_yen,
    grant_limit(cap_yen, rate_limit_yen) as limit_yen,
    limit_yen - as_known.decided_yen as headroom_yen,
    divided(as_known.decided_yen * 1000, nullif(as_known.eligible_expense_yen, 0)) as rate_permille,
    as_known.decided_yen - as_known.settled_yen as unused_yen,
    headroom_yen < 0 as is_over_limit,
    coalesce(as_known.decided_yen, as_known.paid_yen) is not null and headroom_yen is null as is_not_compared,
    lag(as_known.fiscal_year) over (partition by as_known.project_id order by as_known.fiscal_year) as previous_fy,
from (
    select
        grants.project_id,
        grants.fiscal_year,
        coalesce(changed.eligible_expense_yen, grants.eligible_expense_yen) as eligible_expense_yen,
        case when grants.requested_on > d.as_of then null else grants.requested_yen end as original_requested_yen,
        coalesce(changed.requested_yen, original_requested_yen) as requested_yen,
        case when grants.requested_on > d.as_of then null else grants.requested_on end as requested_on,
        case when grants.decided_on > d.as_of then null else grants.decided_yen end as original_decided_yen,
        coalesce(changed.decided_yen, original_decided_yen) as decided_yen,
        case when grants.decided_on > d.as_of then null else grants.decided_on end as decided_on,
        case when grants.settled_on > d.as_of then null else grants.settled_yen end as settled_yen,
        case when grants.settled_on > d.as_of then null else grants.settled_on end as settled_on,
        case when grants.paid_on > d.as_of then null else grants.paid_yen end as paid_yen,
        case when grants.paid_on > d.as_of then null else grants.paid_on end as paid_on,
        coalesce(changed.changes, 0) as changes,
        changed.last_changed_on,
        changed.last_reason,
        grants.source_id,
    from grants
    left join changed_rows as changed
        on changed.table_name = 'grants' and changed.row_key = row_key(grants.project_id, grants.fiscal_year)
    cross join snapshot as d
) as as_known
inner join projects using (project_id)
left join programmes using (programme_id)
order by as_known.project_id, as_known.fiscal_year;
