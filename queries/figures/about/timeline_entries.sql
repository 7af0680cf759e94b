-- name: timeline_entries()
-- The programmes' history and what lies ahead of it (a horizon, a planned end), with the source of each entry.
-- Grain: one row per entry. precision says whether happened_on is exact to the day, the month or the year;
-- ahead whether it lies after the as-of date, so that it is announced, not done.
select
    timeline.*,
    sources.publisher,
    sources.title,
    sources.url,
    not has_come(timeline.happened_on) as ahead,
from timeline
left join sources using (source_id)
order by timeline.timeline_id
