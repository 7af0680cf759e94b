-- name: issue_journey(programme_id, area_id, theme, project_id)
-- When each issue reached each step, and what it waits for, the longest waiting first. Internal.
-- Grain: one row per selected issue that reached a step on or before the as-of date. A step that was not reached
-- is NULL. last_step is the farthest of the journey; waits_for the next one, NULL where the last is paid; days =
-- days since since_on, the date of the last step. matches are those introduced, open_matches those not closed.
-- project_ids: the projects that its matches name, `;` between, NULL without one. Kept by issue.
select
    issues.issue_id,
    issues.title_ja,
    issues.title_en,
    issues.municipality_code,
    issues.theme,
    issues.published,
    steps.* exclude (issue_id),
    cast(as_of_day() - steps.since_on as bigint) as days,
    coalesce(introduced.matches, 0) as matches,
    coalesce(introduced.open_matches, 0) as open_matches,
    introduced.project_ids,
from issues
inner join selected_issues(:programme_id, :area_id, :theme, :project_id) using (issue_id)
inner join (
    select
        issue_id,
        max(reached_on) filter (where step = 'issue') as issue_on,
        max(reached_on) filter (where step = 'initial_hearing') as initial_hearing_on,
        max(reached_on) filter (where step = 'introduced') as introduced_on,
        max(reached_on) filter (where step = 'agreed') as agreed_on,
        max(reached_on) filter (where step = 'consortium') as consortium_on,
        max(reached_on) filter (where step = 'award') as award_on,
        max(reached_on) filter (where step = 'paid') as paid_on,
        arg_max(step, place) as last_step,
        journey_way()[max(place) + 1] as waits_for,
        arg_max(reached_on, place) as since_on,
    from issue_steps
    group by issue_id
) as steps using (issue_id)
left join (
    select
        issue_id,
        count(*) as matches,
        count(*) filter (where closed_on is null or not has_come(closed_on)) as open_matches,
        string_agg(distinct project_id, ';' order by project_id) as project_ids,
    from matches
    where has_come(introduced_on)
    group by issue_id
) as introduced using (issue_id)
order by waits_for is null, days desc, issue_id
