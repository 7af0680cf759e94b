-- name: snapshot_info()
-- Which snapshot this is, as of which date, and whether its data is fictional.
-- Grain: one row.
select * exclude (layout)
from snapshot
