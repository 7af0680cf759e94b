-- The events at which an organization was introduced to an issue of a municipality. Internal.
-- Grain: one row per event; introductions after the as-of date are not there.
create macro events_of(of_municipality) as table
select distinct matches.event_id
from matches
inner join issues using (issue_id)
where issues.municipality_code = of_municipality and has_come(matches.introduced_on);
