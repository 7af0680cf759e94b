-- name: one_name_two_ids()
-- table: organizations
-- Two organizations have one Japanese name, white space aside. The first by id is in order; `expected`
-- names it.
-- Grain: one row per further organization of the name.
select
    organization_id as key_1,
    'name_ja' as column_name,
    name_ja as value,
    min(organization_id) over (partition by regexp_replace(name_ja, '[\s\x{3000}]', '', 'g')) as expected,
from organizations
where name_ja is not null
qualify key_1 <> expected
order by key_1
