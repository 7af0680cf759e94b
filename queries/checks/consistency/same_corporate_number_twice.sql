-- name: same_corporate_number_twice()
-- kind: consistency
-- severity: warning
-- table: organizations
-- Two organizations have one corporate number. The first by id is in order; `expected` names it.
-- Grain: one row per further organization of the number.
with

numbered as (

    select
        organization_id,
        corporate_number,
        min(organization_id) over (partition by corporate_number) as first_id,
    from organizations
    where corporate_number is not null

)

select
    organization_id as key_1,
    'corporate_number' as column_name,
    corporate_number as value,
    first_id as expected,
from numbered
where organization_id <> first_id
order by key_1
