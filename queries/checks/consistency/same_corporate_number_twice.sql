-- name: same_corporate_number_twice()
-- table: organizations
-- Two organizations have one corporate number. The first by id is in order; `expected` names it.
-- Grain: one row per further organization of the number.
select
    organization_id as key_1,
    'corporate_number' as column_name,
    corporate_number as value,
    min(organization_id) over (partition by corporate_number) as expected,
from organizations
where corporate_number is not null
qualify key_1 <> expected
order by key_1
