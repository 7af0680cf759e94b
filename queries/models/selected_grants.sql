-- The grant rows of the projects and fiscal years that a person asks about; the arguments are those of selected_rows.
-- Grain: one row per project and fiscal year, with the columns of grant_rows but previous_fy. is_first: of the project's rows.
create macro selected_grants(of_programme, since_fy, until_fy, of_area, of_theme, of_project) as table
select
    * exclude (previous_fy),
    coalesce(previous_fy < since_fy, previous_fy is null) as is_first,
from selected_rows('grant_rows', of_programme, since_fy, until_fy, of_area, of_theme, of_project);
