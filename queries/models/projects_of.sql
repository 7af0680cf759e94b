-- The projects in which an organization takes part on their member day, or which touch a municipality.
-- Grain: one row per project.
create macro projects_of(of_organization, of_municipality) as table
select project_id
from projects
where
    project_id in (select project_id from project_members where organization_id = of_organization)
    or area_id in (select area_id from area_municipalities where municipality_code = of_municipality);
