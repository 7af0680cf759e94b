-- name: municipality_list(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- All municipalities with their selected projects and money, also per resident, and the issues they raised.
-- Grain: one row per municipality. running: selected or active. organizations: members of the projects' consortia. issues
-- raised on or before the as-of date, which the theme alone narrows. Money in yen, NULL where unknown or none.
-- projects_per_100k to one decimal, half away from zero, decided_per_resident_yen rounded down; NULL without a population.
-- A project counts whole in every municipality of its area: the rows do not add up to the total. Kept.
with

counts as (

    select
        area_municipalities.municipality_code,
        count(distinct project_id) as projects,
        count(distinct project_id) filter (where projects_selected.status in ('selected', 'active')) as running,
        count(distinct project_members.organization_id) as organizations,
    from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
    inner join area_municipalities using (area_id)
    left join project_members using (project_id)
    group by area_municipalities.municipality_code

),

raised as (

    select
        issues.municipality_code,
        count(*) as issues,
    from issues
    where has_come(issues.raised_on) and (:theme is null or issues.theme = :theme)
    group by issues.municipality_code

)

select
    municipalities.municipality_code,
    coalesce(counts.projects, 0) as projects,
    coalesce(counts.running, 0) as running,
    coalesce(counts.organizations, 0) as organizations,
    money.decided_yen,
    coalesce(raised.issues, 0) as issues,
    municipalities.population,
    round(coalesce(counts.projects, 0) * 1000000 / nullif(municipalities.population, 0)) / 10 as projects_per_100k,
    money.decided_yen // municipalities.population as decided_per_resident_yen,
from municipalities
left join counts using (municipality_code)
left join money_by_municipality(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id) as money
    using (municipality_code)
left join raised using (municipality_code)
order by municipality_code
