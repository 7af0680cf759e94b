-- name: check_list(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- The checks of programme rules as a person goes through them: what fails first, then what is to be looked at, what
-- passes, what is not assessed; in each the rules in their places, the newest fiscal year first.
-- Grain: one row per check, those of rule_findings with their columns. why says of a check that is not assessed what is
-- missing: bound, dates, amount, consortium, members. place is that of the rule in lists. Kept by project.
select * exclude (programme_id, area_id, theme)
from selected_checks(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
order by
    list_position(['fail', 'warn', 'pass', 'not_assessed'], outcome),
    place,
    fiscal_year desc nulls first,
    project_id
