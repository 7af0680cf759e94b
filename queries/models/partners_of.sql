-- The members of the consortia of selected projects of an organization, without itself, or of a municipality.
-- Grain: one row per organization.
create macro partners_of(of_organization, of_municipality, of_programme, of_area, of_theme) as table
select distinct organization_id
from projects_of(of_organization, of_municipality)
inner join selected_projects(of_programme, of_area, of_theme, null) using (project_id)
inner join project_members using (project_id)
where organization_id is distinct from of_organization;
