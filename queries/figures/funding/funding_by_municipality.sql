-- name: funding_by_municipality(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- Money by municipality.
-- Grain: one row per municipality whose areas have a grant row in the selection. Money in yen, NULL where
-- every amount is unknown. A project counts whole in every municipality of its area: the rows do not add up
-- to the total. Kept.
select
    area_municipalities.municipality_code,
    cast(sum(by_area.projects) as bigint) as projects,
    cast(sum(by_area.decided_yen) as bigint) as decided_yen,
from money_by('area', :programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id) as by_area
inner join area_municipalities on by_area.id = area_municipalities.area_id
group by area_municipalities.municipality_code
order by municipality_code
