-- name: snapshot_info()
-- Which snapshot this is, as of which date, and whether its data is fictional.
-- Grain: one row.
select
    snapshot_id,
    as_of,
    label_ja,
    label_en,
    fictional,
    built_at,
from snapshot
