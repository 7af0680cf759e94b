-- What may be settled of the grants of a year, from the shares that were settled of the programme's earlier ones; the
-- arguments are those of selected_grants. The fiscal years narrow the estimated years alone.
-- Grain: one row per programme and fiscal year, up to that of the as-of date, with a grant row in the selection. Money in
-- yen as known when it is estimated (seen_grants), NULL where unknown; settled_yen as known on the as-of date. low_yen and
-- high_yen are the decided amount times the lower and the upper quartile of the shares, NULL where from_rows, the grants
-- that give a share, are too few.
create macro outlooks(of_programme, since_fy, until_fy, of_area, of_theme, of_project) as table
select
    taken.programme_id,
    taken.fiscal_year,
    cast(taken.decided as bigint) as decided_yen,
    if(from_rows < outlook_rows, null, try_cast(decided * shares[(from_rows - 1) // 4 + 1] // 1000 as bigint)) as low_yen,
    if(from_rows < outlook_rows, null, try_cast(decided * shares[3 * from_rows // 4 + 1] // 1000 as bigint)) as high_yen,
    taken.from_rows,
    taken.settled_yen,
from (
    select
        projects_selected.programme_id,
        seen.seen_fy as fiscal_year,
        sum(seen.decided_yen) filter (where seen.is_own) as decided,
        cast(sum(seen.settled_now_yen) filter (where seen.is_own) as bigint) as settled_yen,
        list(seen.share_permille order by seen.share_permille) filter (where seen.share_permille is not null) as shares,
        count(seen.share_permille) as from_rows,
    from selected_projects(of_programme, of_area, of_theme, of_project) as projects_selected
    inner join seen_grants as seen using (project_id)
    where (since_fy is null or seen.seen_fy >= since_fy) and (until_fy is null or seen.seen_fy <= until_fy)
    group by all
    having bool_or(seen.is_own)
) as taken
cross join thresholds;
