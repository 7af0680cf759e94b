-- name: duration()
-- table: projects
-- A project is granted money in at most as many fiscal years as the programme allows. Not assessed
-- where nothing is decided.
-- Grain: one row per project, as of the snapshot's date. Fiscal years with a decided grant above 0,
-- 0 where there are none.
select
    projects.project_id,
    at_most(granted.granted_years, programmes.max_fiscal_years) as outcome,
    cast(coalesce(granted.granted_years, 0) as bigint) as actual,
    cast(programmes.max_fiscal_years as bigint) as bound,
from projects
left join granted_years() as granted using (project_id)
left join programmes using (programme_id)
