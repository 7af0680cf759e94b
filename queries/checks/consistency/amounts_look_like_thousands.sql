-- name: amounts_look_like_thousands()
-- table: grants
-- about: dataset
-- A whole column of amounts looks as if it were written in thousands of yen: of three amounts or more the
-- largest is under 1,000,000 yen, though a programme of theirs gives up to 10,000,000 or more; where no cap is
-- known, under 100,000. An amount of 0 says nothing. `value` is the largest amount.
-- Grain: one row per column of money. Money in yen.
select
    amounts.column_name,
    cast(max(amounts.yen) as varchar) as value,
    cast(null as varchar) as expected,
    min(amounts.yen) as lowest,
    max(amounts.yen) as highest,
    cast(sum(amounts.yen) as bigint) as total,
from (
    select project_id, column_name, yen
    from grants
    unpivot (yen for column_name in (eligible_expense_yen, requested_yen, decided_yen, settled_yen, paid_yen))
    where yen <> 0
) as amounts
left join projects using (project_id)
left join programmes using (programme_id)
group by amounts.column_name
having count(*) >= 3
    and case
        when max(programmes.grant_cap_yen) is null then max(amounts.yen) < 100000
        else max(programmes.grant_cap_yen) >= 10000000 and max(amounts.yen) < 1000000
    end
order by amounts.column_name
