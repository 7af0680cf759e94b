-- The projects in which an organization takes part on their member day, or which touch a municipality.
-- Grain: one row per project.
create macro projects_of(of_organization, of_municipality) as table
select project_id
from project_members
where organization_id = of_organization
union
select project_id
from projects
inner join area_municipalities using (area_id)
where municipality_code = of_municipality;
