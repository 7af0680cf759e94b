-- name: introduced_before_event()
-- kind: consistency
-- severity: warning
-- table: matches
-- A match names an event that was held only after the introduction.
-- Grain: one row per match.
select
    matches.match_id as key_1,
    'introduced_on' as column_name,
    cast(matches.introduced_on as varchar) as value,
    cast(events.held_on as varchar) as expected,
from matches
inner join events using (event_id)
where matches.introduced_on < events.held_on
order by key_1
