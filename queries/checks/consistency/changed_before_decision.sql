-- name: changed_before_decision()
-- kind: consistency
-- severity: error
-- table: grant_changes
-- The decision on a grant was changed on or before the day of the original decision.
-- Grain: one row per change.
select
    grant_changes.project_id as key_1,
    cast(grant_changes.fiscal_year as varchar) as key_2,
    cast(grant_changes.changed_on as varchar) as key_3,
    'changed_on' as column_name,
    key_3 as value,
    cast(grants.decided_on as varchar) as expected,
from grant_changes
inner join grants using (project_id, fiscal_year)
where grant_changes.changed_on <= grants.decided_on
order by key_1, key_2, key_3
