-- name: rule_summary(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- How many checks of each programme rule passed, on the as-of date.
-- Grain: one row per rule, every rule always, with 0 where nothing was checked. The checks are those of
-- rule_findings; checked is without those that could not be assessed. Kept.
select
    rules.rule,
    coalesce(counts.passed + counts.warned + counts.failed, 0) as checked,
    coalesce(counts.passed, 0) as passed,
    coalesce(counts.warned, 0) as warned,
    coalesce(counts.failed, 0) as failed,
    coalesce(counts.not_assessed, 0) as not_assessed,
from rules
left join (
    select
        rule,
        count(*) filter (where outcome = 'pass') as passed,
        count(*) filter (where outcome = 'warn') as warned,
        count(*) filter (where outcome = 'fail') as failed,
        count(*) filter (where outcome = 'not_assessed') as not_assessed,
    from selected_rows('rule_results', :programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
    group by rule
) as counts using (rule)
order by rule
