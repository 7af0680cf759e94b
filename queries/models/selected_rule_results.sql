-- The checks of programme rules that a person asks about; an argument that is NULL selects all.
-- Grain: one row per rule and grant, or per rule and project, with the columns of rule_results. Both fiscal
-- years are included; a row without a fiscal year is about the project as a whole, and they do not narrow it.
create macro selected_rule_results(
    of_programme, since_fy, until_fy, of_area, of_theme, of_project
) as table
select rule_results.*
from rule_results
where
    (of_programme is null or rule_results.programme_id = of_programme)
    and (of_area is null or rule_results.area_id = of_area)
    and (of_theme is null or rule_results.theme = of_theme)
    and (of_project is null or rule_results.project_id = of_project)
    and (since_fy is null or rule_results.fiscal_year is null or rule_results.fiscal_year >= since_fy)
    and (until_fy is null or rule_results.fiscal_year is null or rule_results.fiscal_year <= until_fy);
