-- name: event_list()
-- The events held on or before the as-of date, newest first.
-- Grain: one row per event.
select *
from events
where has_come(held_on)
order by held_on desc, event_id
