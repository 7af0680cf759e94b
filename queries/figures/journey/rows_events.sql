-- name: rows_events()
-- The events and who took part, each with its place in the source.
-- Grain: one row per event held on or before the as-of date.
select
    events.* exclude (name_ja, name_en, venue_ja, venue_en, source_id),
    place.*,
from events
left join place_of('events', row_key(events.event_id)) as place on true
where has_come(events.held_on)
order by events.event_id
