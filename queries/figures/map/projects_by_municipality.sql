-- name: projects_by_municipality(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- The selected projects by municipality, and their decided money.
-- Grain: one row per municipality in which an area of a selected project lies. projects_decided are those of which an
-- amount decided in the fiscal years is known; money in yen, NULL where every amount is unknown. A project counts
-- whole in every municipality of its area: the rows do not add up to the total.
with

decided_by_project as (

    select
        project_id,
        sum(decided_yen) as decided_yen,
    from selected_grants(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
    group by project_id

),

by_area as (

    select
        projects_selected.area_id,
        count(*) as projects,
        count(decided_by_project.decided_yen) as projects_decided,
        sum(decided_by_project.decided_yen) as decided_yen,
    from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
    left join decided_by_project using (project_id)
    group by projects_selected.area_id

)

select
    area_municipalities.municipality_code,
    cast(sum(by_area.projects) as bigint) as projects,
    cast(sum(by_area.projects_decided) as bigint) as projects_decided,
    cast(sum(by_area.decided_yen) as bigint) as decided_yen,
from by_area
inner join area_municipalities using (area_id)
group by area_municipalities.municipality_code
order by area_municipalities.municipality_code
