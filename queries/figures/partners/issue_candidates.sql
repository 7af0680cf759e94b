-- name: issue_candidates(issue_id)
-- Who might help with an issue, those with the most results in its theme first. Internal: the public has no matches.
-- Grain: one row per issue raised on or before the as-of date and without a match agreed by then, and organization, no
-- local government, that has an offer for its theme by then or is a member, on its member day, of a project of the theme.
-- theme_projects: those projects; theme_results: those of them that are completed or have reached a KPI target.
-- introduced_on, closed_on: of the latest introduction of the two by the as-of date; NULL where there is none, it goes on.
select
    issue_id,
    organization_id,
    count(*) filter (where helpful.is_offer) as offers,
    count(*) filter (where not helpful.is_offer) as theme_projects,
    count(*) filter (where helpful.is_result) as theme_results,
    any_value(introduced.introduced_on) as introduced_on,
    any_value(introduced.closed_on) as closed_on,
from issues
inner join (
    select theme, organization_id, true as is_offer, false as is_result
    from offers
    where offered_on is null or has_come(offered_on)
    union all
    select theme, organization_id, false, has_result(status, kpi_targets_reached)
    from projects
    inner join project_states using (project_id)
    inner join project_members using (project_id)
) as helpful using (theme)
inner join organizations using (organization_id)
left join (
    select issue_id, organization_id, introduced_on, if(has_come(closed_on), closed_on, null) as closed_on
    from matches
    where has_come(introduced_on)
    qualify row_number() over (partition by issue_id, organization_id order by introduced_on desc, match_id desc) = 1
) as introduced using (issue_id, organization_id)
where has_come(issues.raised_on)
    and organizations.kind <> 'local_government'
    and issue_id not in (select issue_id from matches where has_come(agreed_on))
    and (:issue_id is null or issue_id = :issue_id)
group by issue_id, organization_id
order by issue_id, theme_results desc, theme_projects desc, offers desc, organization_id
