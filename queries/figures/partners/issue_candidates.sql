-- name: issue_candidates(issue_id)
-- Who might help with an issue, those with the most results in its theme first. Internal: the public has no matches.
-- Grain: one row per issue raised on or before the as-of date and without a match agreed by then, and organization, no
-- local government, that has an offer for its theme by then or is a member, on its member day, of a project of the theme.
-- theme_projects: those projects; theme_results: those of them that are completed or have reached a KPI target.
-- introduced_on, closed_on: of the latest introduction of the two by the as-of date; NULL where there is none, it goes on.
with

offered as (

    select
        offers.theme,
        offers.organization_id,
        count(*) as offers,
    from offers
    cross join snapshot
    where offers.offered_on is null or offers.offered_on <= snapshot.as_of
    group by offers.theme, offers.organization_id

),

tried as (

    select
        projects.theme,
        project_members.organization_id,
        count(*) as theme_projects,
        count(*) filter (
            where projects.status = 'completed' or project_states.kpi_targets_reached > 0
        ) as theme_results,
    from projects
    inner join project_members using (project_id)
    inner join project_states using (project_id)
    group by projects.theme, project_members.organization_id

),

introduced as (

    select
        matches.issue_id,
        matches.organization_id,
        matches.introduced_on,
        case when matches.closed_on <= snapshot.as_of then matches.closed_on end as closed_on,
    from matches
    cross join snapshot
    where matches.introduced_on <= snapshot.as_of
    qualify row_number() over (
        partition by matches.issue_id, matches.organization_id
        order by matches.introduced_on desc, matches.match_id desc
    ) = 1

)

select
    issues.issue_id,
    organization_id,
    coalesce(offered.offers, 0) as offers,
    coalesce(tried.theme_projects, 0) as theme_projects,
    coalesce(tried.theme_results, 0) as theme_results,
    introduced.introduced_on,
    introduced.closed_on,
from issues
cross join snapshot
inner join (offered full join tried using (theme, organization_id)) using (theme)
inner join organizations using (organization_id)
left join introduced using (issue_id, organization_id)
where issues.raised_on <= snapshot.as_of
    and organizations.kind <> 'local_government'
    and issues.issue_id not in (select issue_id from matches where agreed_on <= snapshot.as_of)
    and (:issue_id is null or issues.issue_id = :issue_id)
order by issue_id, theme_results desc, theme_projects desc, offers desc, organization_id
