-- name: source_list()
-- Every source that the data names.
-- Grain: one row per source.
select *
from sources
order by source_id
