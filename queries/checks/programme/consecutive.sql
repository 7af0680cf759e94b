-- name: consecutive()
-- table: projects
-- The fiscal years in which a project is granted money follow each other without a gap. Assessed where
-- the programme limits their number and something is decided; not where the only gaps are grants whose decided
-- amount is unknown.
-- Grain: one row per project, as of the snapshot's date. The fiscal years from the first to the last
-- with a decided grant above 0, beside the number of those that have one; without any, NULL beside 0.
select
    projects.project_id,
    case
        when programmes.max_fiscal_years is null then 'not_assessed'
        when granted.spanned_years = granted.granted_years + unknown.unknown_years then 'not_assessed'
        else at_most(granted.spanned_years, granted.granted_years)
    end as outcome,
    cast(granted.spanned_years as bigint) as actual,
    cast(coalesce(granted.granted_years, 0) as bigint) as bound,
from projects
left join granted_years() as granted using (project_id)
left join (
    select grant_rows.project_id, count(*) as unknown_years
    from grant_rows
    inner join granted_years() as granted using (project_id)
    where grant_rows.decided_yen is null and grant_rows.fiscal_year between granted.first_fy and granted.last_fy
    group by grant_rows.project_id
) as unknown using (project_id)
left join programmes using (programme_id)
