-- name: funding_by_municipality(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- Money by municipality.
-- Grain: one row per municipality whose areas have a grant row in the selection. Money in yen, NULL where
-- every amount is unknown. A project counts whole in every municipality of its area: the rows do not add up
-- to the total.
with

by_area as (

    select
        area_id,
        count(distinct project_id) as projects,
        sum(decided_yen) as decided_yen,
    from selected_grants(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
    group by area_id

)

select
    area_municipalities.municipality_code,
    cast(sum(by_area.projects) as bigint) as projects,
    cast(sum(by_area.decided_yen) as bigint) as decided_yen,
from by_area
inner join area_municipalities using (area_id)
group by area_municipalities.municipality_code
order by area_municipalities.municipality_code
