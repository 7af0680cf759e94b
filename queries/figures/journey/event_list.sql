-- name: event_list()
-- The events held on or before the as-of date, newest first.
-- Grain: one row per event.
select
    events.event_id,
    events.name_ja,
    events.name_en,
    events.held_on,
    events.venue_ja,
    events.venue_en,
    cast(events.local_governments as bigint) as local_governments,
    cast(events.private_organizations as bigint) as private_organizations,
    events.source_id,
from events
where has_come(events.held_on)
order by held_on desc, event_id
