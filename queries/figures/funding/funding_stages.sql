-- name: funding_stages(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- Money from eligible expense to payment, by area, by fiscal year, by programme and by theme at once.
-- Grain: one row per dimension (area, fiscal_year, programme, theme) and id (a fiscal year as text) that has a grant
-- row in the selection. Money in yen, NULL where every amount is unknown; limit_unknown are the grant rows without a
-- known limit. compared_limit_yen is the limit of the rows of which decision and limit are known; not_compared are the
-- rows of which a decided or paid amount is known but not both. The money of each dimension adds up to the total on its
-- own.
-- A project has one programme, area and theme, so that projects counted by all three add up; and one grant row a
-- fiscal year, so that the rows of a year are its projects. Kept.
select
    dimensions.dimension,
    money.* exclude (projects_decided),
from (values ('area'), ('fiscal_year'), ('programme'), ('theme')) as dimensions (dimension)
cross join lateral money_by(
    dimensions.dimension, :programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id
) as money
order by dimension, id
