-- name: organization_names()
-- The further names of organizations: former ones, other spellings, readings and English ones.
-- Grain: one row per organization and name; one with name NULL of an organization that has no other name.
select
    organizations.organization_id,
    organizations.corporate_number,
    organizations.source_id,
    organization_names.* exclude (organization_id),
from organizations
left join organization_names using (organization_id)
order by organization_id, until_on desc nulls first, name
