-- name: withdrawn_open_decision()
-- table: grants
-- empty: settled_yen
-- A project is withdrawn, and a grant decided for it is still open: neither settled nor taken back. A decision
-- or a settlement dated after the as-of date is not there yet; what counts is the amount in force.
-- Grain: one row per grant. Money in yen.
select
    coalesce(changed.decided_yen, grants.decided_yen) as decided,
    grants.project_id as key_1,
    cast(grants.fiscal_year as varchar) as key_2,
    'decided_yen' as column_name,
    cast(decided as varchar) as value,
    'settled_yen' as expected,
from grants
inner join projects using (project_id)
left join (
    select project_id, fiscal_year, arg_max(decided_yen, changed_on) as decided_yen
    from grant_changes
    where has_come(changed_on)
    group by project_id, fiscal_year
) as changed using (project_id, fiscal_year)
where projects.status = 'withdrawn'
    and decided > 0
    and (grants.settled_yen is null or not has_come(grants.settled_on))
    and coalesce(has_come(grants.decided_on), true)
order by key_1, key_2
