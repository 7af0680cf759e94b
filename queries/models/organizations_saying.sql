-- The organizations any of whose names, or whose numbers, hold each of these words, which are folded as the search does.
-- Grain: one row per organization.
create macro organizations_saying(words) as table
select id as organization_id
from search_items
where kind = 'organization' and list_bool_and(list_transform(words, lambda word: contains(said, word)));
