-- name: one_name_two_ids()
-- kind: consistency
-- severity: warning
-- table: organizations
-- Two organizations have one Japanese name, white space aside. The first by id is in order; `expected`
-- names it.
-- Grain: one row per further organization of the name.
with

named as (

    select
        organization_id,
        name_ja,
        regexp_replace(name_ja, '[\s\x{3000}]', '', 'g') as bare_name,
    from organizations
    where name_ja is not null

),

grouped as (

    select
        organization_id,
        name_ja,
        min(organization_id) over (partition by bare_name) as first_id,
    from named

)

select
    organization_id as key_1,
    'name_ja' as column_name,
    name_ja as value,
    first_id as expected,
from grouped
where organization_id <> first_id
order by key_1
