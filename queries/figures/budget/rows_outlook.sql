-- name: rows_outlook(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- The grants behind each outlook, each with its place in the source.
-- Grain: one row per estimated fiscal year and grant of that year (is_own) or an earlier one (granted_fy). Money in yen as
-- known when the year is estimated, settled_now_yen as known on the as-of date; share_permille is settled per decided.
select
    projects_selected.programme_id,
    seen.seen_fy as fiscal_year,
    seen.project_id,
    seen.fiscal_year as granted_fy,
    seen.* exclude (seen_fy, fiscal_year, project_id),
    place.*,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join seen_grants as seen using (project_id)
left join place_of('grants', row_key(seen.project_id, seen.fiscal_year)) as place on true
where (:from_fy is null or seen.seen_fy >= :from_fy) and (:to_fy is null or seen.seen_fy <= :to_fy)
order by seen.seen_fy, seen.project_id, seen.fiscal_year
