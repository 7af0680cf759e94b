-- The changes of the projects and fiscal years that a person asks about; an argument that is NULL selects all.
-- Grain: one row per change, with the columns of project_changes. Fiscal years narrow the grants alone.
create macro selected_changes(of_programme, since_fy, until_fy, of_area, of_theme, of_project) as table
select project_changes.*
from project_changes
where
    (of_programme is null or project_changes.programme_id = of_programme)
    and (of_area is null or project_changes.area_id = of_area)
    and (of_theme is null or project_changes.theme = of_theme)
    and (of_project is null or project_changes.project_id = of_project)
    and (since_fy is null or project_changes.fiscal_year is null or project_changes.fiscal_year >= since_fy)
    and (until_fy is null or project_changes.fiscal_year is null or project_changes.fiscal_year <= until_fy);
