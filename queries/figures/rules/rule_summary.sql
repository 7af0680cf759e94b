-- name: rule_summary(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- How many checks of each programme rule passed, on the as-of date.
-- Grain: one row per rule, every rule always, with 0 where nothing was checked. The checks are those of
-- rule_findings; checked is without those that could not be assessed. Kept.
select
    rules.rule,
    count(*) filter (where results.outcome <> 'not_assessed') as checked,
    count(*) filter (where results.outcome = 'pass') as passed,
    count(*) filter (where results.outcome = 'warn') as warned,
    count(*) filter (where results.outcome = 'fail') as failed,
    count(*) filter (where results.outcome = 'not_assessed') as not_assessed,
from rules
left join
    selected_rule_results(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id) as results
    using (rule)
group by rules.rule
order by rule
