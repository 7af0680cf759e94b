-- The projects that a person asks about; an argument that is NULL selects all.
-- Grain: one row per project.
create macro selected_projects(of_programme, of_area, of_theme, of_project) as table
select
    projects.project_id,
    projects.title_ja,
    projects.title_en,
    projects.programme_id,
    projects.area_id,
    projects.theme,
    projects.status,
    cast(projects.start_fy as bigint) as start_fy,
    cast(projects.end_fy as bigint) as end_fy,
    projects.confidence,
    projects.published,
from projects
where
    (of_programme is null or projects.programme_id = of_programme)
    and (of_area is null or projects.area_id = of_area)
    and (of_theme is null or projects.theme = of_theme)
    and (of_project is null or projects.project_id = of_project);
