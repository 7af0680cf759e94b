-- name: withdrawn_open_decision()
-- table: grants
-- empty: settled_yen
-- A project is withdrawn, and a grant decided for it is still open: neither settled nor taken back. A decision
-- or a settlement dated after the as-of date is not there yet; what counts is the amount in force.
-- Grain: one row per grant. Money in yen.
with

changed as (

    select
        grant_changes.project_id,
        grant_changes.fiscal_year,
        arg_max(grant_changes.decided_yen, grant_changes.changed_on) as decided_yen,
    from grant_changes
    where has_come(grant_changes.changed_on)
    group by grant_changes.project_id, grant_changes.fiscal_year

)

select
    coalesce(changed.decided_yen, grants.decided_yen) as decided,
    grants.project_id as key_1,
    cast(grants.fiscal_year as varchar) as key_2,
    'decided_yen' as column_name,
    cast(decided as varchar) as value,
    'settled_yen' as expected,
from grants
left join changed using (project_id, fiscal_year)
inner join projects using (project_id)
where projects.status = 'withdrawn'
    and decided > 0
    and (grants.settled_yen is null or not has_come(grants.settled_on))
    and coalesce(has_come(grants.decided_on), true)
order by key_1, key_2
