-- name: projects_by_municipality(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- The selected projects by municipality, and their decided money.
-- Grain: one row per municipality in which an area of a selected project lies. projects_decided are those of which an
-- amount decided in the fiscal years is known; money in yen, NULL where every amount is unknown. A project counts
-- whole in every municipality of its area: the rows do not add up to the total. Kept.
select
    area_municipalities.municipality_code,
    count(*) as projects,
    count(money.decided_yen) as projects_decided,
    cast(sum(money.decided_yen) as bigint) as decided_yen,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join area_municipalities using (area_id)
left join money_by('project', :programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id) as money
    on projects_selected.project_id = money.id
group by area_municipalities.municipality_code
order by municipality_code
