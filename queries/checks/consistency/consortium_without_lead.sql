-- name: consortium_without_lead()
-- table: consortia
-- whole: consortium_members
-- The list of a consortium's members is said to be complete, and none of them is or was its lead. Whether one is
-- there on the as-of date is for the programme's rule `consortium` to say.
-- Grain: one row per consortium.
select
    consortia.consortium_id as key_1,
    cast(null as varchar) as column_name,
    consortia.name_ja as value,
    'lead' as expected,
from consortia
anti join consortium_members as leads
    on consortia.consortium_id = leads.consortium_id and leads.role = 'lead'
where consortia.members_complete
order by key_1
