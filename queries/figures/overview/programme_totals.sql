-- name: programme_totals(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- The selection in one line: how many projects, areas, organizations and grant years, and their money.
-- Grain: one row. Money in yen, NULL where every amount is unknown.
-- Projects, areas and organizations are those of the selected projects, with grants or not; fiscal years
-- narrow only grant_years and the money. Organizations are consortium members on their project's
-- member day. Kept.
select
    counted.*,
    coalesce(money.grant_years, 0) as grant_years,
    money.* exclude (
        id, projects, grant_years, projects_decided, limit_unknown, compared_limit_yen, not_compared
    ),
from (
    select
        count(*) as projects,
        count(distinct area_id) as areas,
        (
            select count(distinct organization_id)
            from selected_projects(:programme_id, :area_id, :theme, :project_id)
            inner join project_members using (project_id)
        ) as organizations,
    from selected_projects(:programme_id, :area_id, :theme, :project_id)
) as counted
left join money_by('all', :programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id) as money on true
