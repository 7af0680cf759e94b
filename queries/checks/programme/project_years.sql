-- name: project_years()
-- table: grants
-- column: fiscal_year
-- The grant is for a fiscal year of the project. Where the project's last year is unknown, the first
-- alone counts.
-- Grain: one row per grant, as of the snapshot's date; for the words the three years, with a dash where unknown.
select
    grant_rows.project_id,
    grant_rows.fiscal_year,
    in_years(grant_rows.fiscal_year, projects.start_fy, projects.end_fy) as outcome,
    cast(grant_rows.fiscal_year as varchar) as granted_fy,
    coalesce(cast(projects.start_fy as varchar), '–') as first_fy,
    coalesce(cast(projects.end_fy as varchar), '–') as last_fy,
from grant_rows
inner join projects using (project_id)
