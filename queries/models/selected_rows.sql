-- The rows of a table about projects and fiscal years that a person asks about; an argument that is NULL selects all.
-- Grain: that of the table, which has programme_id, area_id, theme, project_id and fiscal_year. Both fiscal years are
-- included; a row without one is about the project as a whole, and they do not narrow it.
create macro selected_rows(of_table, of_programme, since_fy, until_fy, of_area, of_theme, of_project) as table
select *
from query_table(of_table)
where
    (of_programme is null or programme_id = of_programme)
    and (of_area is null or area_id = of_area)
    and (of_theme is null or theme = of_theme)
    and (of_project is null or project_id = of_project)
    and (since_fy is null or fiscal_year is null or fiscal_year >= since_fy)
    and (until_fy is null or fiscal_year is null or fiscal_year <= until_fy);
