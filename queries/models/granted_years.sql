-- The fiscal years in which a project is granted money.
-- Grain: one row per project with a decided grant above 0. spanned_years: those from the first to the last.
create macro granted_years() as table
select
    project_id,
    count(distinct fiscal_year) as granted_years,
    min(fiscal_year) as first_fy,
    max(fiscal_year) as last_fy,
    last_fy - first_fy + 1 as spanned_years,
from grant_rows
where decided_yen > 0
group by project_id;
