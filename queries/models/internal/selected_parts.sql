-- The steps of the issues that a person asks about, once by theme and once by municipality; the arguments are those of
-- selected_issues.
-- Grain: one row per dimension (municipality, theme), selected issue and step that it reached on or before the as-of
-- date; id is the theme or municipality.
create macro selected_parts(of_programme, of_area, of_theme, of_project) as table
select
    dimensions.dimension,
    case dimensions.dimension when 'theme' then issues.theme else issues.municipality_code end as id,
    issue_steps.place,
    issue_steps.step,
    issue_steps.issue_id,
    issue_steps.reached_on,
from issue_steps
inner join issues using (issue_id)
inner join selected_issues(of_programme, of_area, of_theme, of_project) using (issue_id)
cross join (values ('municipality'), ('theme')) as dimensions (dimension);
