-- The issues that a person asks about; an argument that is NULL selects all.
-- Grain: one row per issue. An issue is selected by its own theme, and by programme, area and project where
-- one project that a match of it names is of all three.
create macro selected_issues(of_programme, of_area, of_theme, of_project) as table
select issues.issue_id
from issues
where
    (of_theme is null or issues.theme = of_theme)
    and (
        coalesce(of_programme, of_area, of_project) is null
        or issue_id in (
            select issue_projects.issue_id
            from issue_projects
            inner join selected_projects(of_programme, of_area, null, of_project) using (project_id)
        )
    );
