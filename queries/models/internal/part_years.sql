-- The programme-years of which the public sees some grants and not others; that it is so is all that is told of it.
-- Grain: one row per programme and fiscal year with a grant of a published project and one of another.
create table part_years as
select
    grant_rows.programme_id,
    grant_rows.fiscal_year,
from grant_rows
inner join projects using (project_id)
group by all
having bool_or(projects.published) and not bool_and(projects.published)
order by all;
