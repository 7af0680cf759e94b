-- Who does what meetings decided; the public database has no such table.
-- Grain: one row per action; owner is NULL where unknown.
create macro action_owners() as table
select action_id, owner
from actions;
