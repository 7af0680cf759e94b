-- name: source_list()
-- Every source that the data names.
-- Grain: one row per source.
select
    source_id,
    publisher,
    title,
    url,
    published_on,
from sources
order by source_id
