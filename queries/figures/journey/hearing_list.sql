-- name: hearing_list()
-- The hearings of issues. Internal: the public database has none.
-- Grain: one row per hearing held on or before the as-of date.
select *
from hearings
where has_come(held_on)
order by issue_id, held_on, hearing_id
