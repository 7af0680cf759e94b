-- name: programme_totals(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- The selection in one line: how many projects, areas, organizations and grant years, and their money.
-- Grain: one row. Money in yen, NULL where every amount is unknown.
-- Projects, areas and organizations are those of the selected projects, with grants or not; fiscal years
-- narrow only grant_years and the money. Organizations are consortium members on their project's
-- member day.
with

projects_selected as (

    select * from selected_projects(:programme_id, :area_id, :theme, :project_id)

),

project_counts as (

    select
        count(*) as projects,
        count(distinct area_id) as areas,
    from projects_selected

),

organization_counts as (

    select count(distinct project_members.organization_id) as organizations
    from project_members
    inner join projects_selected using (project_id)

),

grant_sums as (

    select
        count(*) as grant_years,
        cast(sum(eligible_expense_yen) as bigint) as eligible_expense_yen,
        cast(sum(requested_yen) as bigint) as requested_yen,
        cast(sum(decided_yen) as bigint) as decided_yen,
        cast(sum(settled_yen) as bigint) as settled_yen,
        cast(sum(paid_yen) as bigint) as paid_yen,
        cast(sum(limit_yen) as bigint) as limit_yen,
        cast(sum(headroom_yen) as bigint) as headroom_yen,
    from selected_grants(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)

)

select
    project_counts.projects,
    project_counts.areas,
    organization_counts.organizations,
    grant_sums.grant_years,
    grant_sums.eligible_expense_yen,
    grant_sums.requested_yen,
    grant_sums.decided_yen,
    grant_sums.settled_yen,
    grant_sums.paid_yen,
    grant_sums.limit_yen,
    grant_sums.headroom_yen,
from project_counts
cross join organization_counts
cross join grant_sums
