-- name: close_reasons(programme_id, area_id, theme, project_id)
-- Why introductions of an organization to an issue were closed, the most frequent reason first. Internal.
-- Grain: one row per reason as it was written, NULL where none was. matches = those of the selected issues that
-- were introduced and closed on or before the as-of date; after_agreement = those of them agreed by then. Kept.
select
    matches.close_reason,
    count(*) as matches,
    count(*) filter (where has_come(matches.agreed_on)) as after_agreement,
from matches
inner join selected_issues(:programme_id, :area_id, :theme, :project_id) using (issue_id)
where has_come(matches.introduced_on) and has_come(matches.closed_on)
group by matches.close_reason
order by matches desc, close_reason nulls last
