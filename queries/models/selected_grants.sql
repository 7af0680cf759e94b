-- The grant rows of the projects and fiscal years that a person asks about; an argument that is NULL
-- selects all.
-- Grain: one row per project and fiscal year, with the columns of grant_rows. Both fiscal years are
-- included. is_first: of the project's rows.
create macro selected_grants(of_programme, since_fy, until_fy, of_area, of_theme, of_project) as table
select
    grant_rows.* exclude (previous_fy),
    previous_fy is null or previous_fy < since_fy as is_first,
from grant_rows
where
    (of_programme is null or grant_rows.programme_id = of_programme)
    and (since_fy is null or grant_rows.fiscal_year >= since_fy)
    and (until_fy is null or grant_rows.fiscal_year <= until_fy)
    and (of_area is null or grant_rows.area_id = of_area)
    and (of_theme is null or grant_rows.theme = of_theme)
    and (of_project is null or grant_rows.project_id = of_project);
