-- name: municipality_areas()
-- Which areas lie in which municipality, with projects or not.
-- Grain: one row per municipality and area.
select
    municipality_code,
    area_id,
from area_municipalities
order by municipality_code, area_id
