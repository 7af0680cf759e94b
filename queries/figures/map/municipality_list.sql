-- name: municipality_list(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- All municipalities with their selected projects and money, also per resident, and the issues they raised.
-- Grain: one row per municipality. running: selected or active. organizations: members of the projects' consortia. issues
-- raised on or before the as-of date, which the theme alone narrows. Money in yen, NULL where unknown or none.
-- projects_per_100k to one decimal, half away from zero, decided_per_resident_yen rounded down; NULL without a population.
-- A project counts whole in every municipality of its area: the rows do not add up to the total. Kept.
select
    municipalities.municipality_code,
    coalesce(counts.projects, 0) as projects,
    coalesce(counts.running, 0) as running,
    coalesce(members.organizations, 0) as organizations,
    money.decided_yen,
    coalesce(raised.issues, 0) as issues,
    municipalities.population,
    round(coalesce(counts.projects, 0) * 1000000 / nullif(municipalities.population, 0)) / 10 as projects_per_100k,
    money.decided_yen // municipalities.population as decided_per_resident_yen,
from municipalities
left join (
    select
        area_municipalities.municipality_code,
        cast(sum(by_area.projects) as bigint) as projects,
        cast(sum(by_area.running) as bigint) as running,
    from (
        select area_id, count(*) as projects, count(*) filter (where status in ('selected', 'active')) as running
        from selected_projects(:programme_id, :area_id, :theme, :project_id)
        group by area_id
    ) as by_area
    inner join area_municipalities using (area_id)
    group by area_municipalities.municipality_code
) as counts using (municipality_code)
left join (
    select area_municipalities.municipality_code, count(distinct met.organization_id) as organizations
    from (
        select distinct projects_selected.area_id, project_members.organization_id
        from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
        inner join project_members using (project_id)
    ) as met
    inner join area_municipalities using (area_id)
    group by area_municipalities.municipality_code
) as members using (municipality_code)
left join money_by_municipality(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id) as money
    using (municipality_code)
left join (
    select municipality_code, cast(sum(issues) as bigint) as issues
    from (
        select municipality_code, theme, count(*) as issues
        from issues
        where has_come(raised_on)
        group by municipality_code, theme
    )
    where :theme is null or theme = :theme
    group by municipality_code
) as raised using (municipality_code)
order by municipality_code
