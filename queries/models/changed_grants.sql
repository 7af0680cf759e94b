-- What changes made of grant decisions, as known on the as-of date.
-- Grain: one row per grant that was changed on or before the as-of date. Money in yen, as the latest change says that
-- gives it, NULL where none does; *_changed_on is the day of that change, last_* tell of the latest of all.
create table changed_grants as
select
    grant_changes.project_id,
    grant_changes.fiscal_year,
    arg_max(grant_changes.decided_yen, grant_changes.changed_on) as decided_yen,
    arg_max(grant_changes.eligible_expense_yen, grant_changes.changed_on) as eligible_expense_yen,
    arg_max(grant_changes.requested_yen, grant_changes.changed_on) as requested_yen,
    max(grant_changes.changed_on) filter (where grant_changes.eligible_expense_yen is not null) as expense_changed_on,
    max(grant_changes.changed_on) filter (where grant_changes.requested_yen is not null) as requested_changed_on,
    count(*) as changes,
    max(grant_changes.changed_on) as last_changed_on,
    arg_max(grant_changes.reason, grant_changes.changed_on) as last_reason,
from grant_changes
cross join snapshot
where grant_changes.changed_on <= snapshot.as_of
group by grant_changes.project_id, grant_changes.fiscal_year
order by grant_changes.project_id, grant_changes.fiscal_year;
