-- name: consecutive()
-- kind: programme
-- severity: warning
-- table: projects
-- The fiscal years in which a project is granted money follow each other without a gap. Assessed where
-- the programme limits their number and something is decided.
-- Grain: one row per project, as of the snapshot's date. The fiscal years from the first to the last
-- with a decided grant above 0, beside the number of those that have one; without any, NULL beside 0.
with

granted as (

    select
        project_id,
        count(distinct fiscal_year) as granted_years,
        max(fiscal_year) - min(fiscal_year) + 1 as spanned_years,
    from grant_rows
    where decided_yen > 0
    group by project_id

)

select
    'consecutive' as rule,
    projects.project_id,
    cast(null as bigint) as fiscal_year,
    case
        when programmes.max_fiscal_years is null then 'not_assessed'
        else at_most(granted.spanned_years, granted.granted_years)
    end as outcome,
    cast(granted.spanned_years as bigint) as actual,
    cast(coalesce(granted.granted_years, 0) as bigint) as bound,
from projects
left join granted using (project_id)
left join programmes using (programme_id)
order by projects.project_id
