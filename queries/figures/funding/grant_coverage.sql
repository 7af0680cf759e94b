-- name: grant_coverage(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- How much of the selected grants is known, how many stand over their limit, and the decided money against the limit,
-- like with like.
-- Grain: one row. Counts are grant rows, projects those with such a row. compared are the rows of which both decision
-- and limit are known: their money in yen, 0 where there is none; compared_permille is decided per limit, rounded half
-- away from zero, NULL where there is no limit above 0. inferred are the rows of inferred projects. Kept.
select
    count(*) filter (where is_first) as projects,
    count(*) as grant_years,
    count(eligible_expense_yen) as eligible_known,
    count(requested_yen) as requested_known,
    count(decided_yen) as decided_known,
    count(settled_yen) as settled_known,
    count(paid_yen) as paid_known,
    count(limit_yen) as limit_known,
    count(*) filter (where headroom_yen < 0) as over_limit,
    count(headroom_yen) as compared,
    cast(coalesce(sum(decided_yen) filter (where headroom_yen is not null), 0) as bigint) as compared_decided_yen,
    cast(coalesce(sum(limit_yen) filter (where headroom_yen is not null), 0) as bigint) as compared_limit_yen,
    cast(
        (cast(compared_decided_yen as hugeint) * 2000 + compared_limit_yen) // (2 * nullif(compared_limit_yen, 0))
        as bigint
    ) as compared_permille,
    count(*) filter (where confidence = 'inferred') as inferred,
from selected_grants(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
