-- name: amount_looks_like_thousands()
-- table: grants
-- One amount among many looks as if it were written in thousands of yen: it is under 1/200 of the median of its
-- column, which has five amounts or more. An amount of 0 says nothing, and does not count for the median.
-- Grain: one row per amount. Money in yen.
select
    project_id as key_1,
    cast(fiscal_year as varchar) as key_2,
    column_name,
    cast(yen as varchar) as value,
    cast(null as varchar) as expected,
    yen as amount,
    cast(floor(median_yen) as bigint) as median,
from (
    select
        project_id,
        fiscal_year,
        column_name,
        yen,
        median(yen) over (partition by column_name) as median_yen,
        count(*) over (partition by column_name) as known,
    from grants
    unpivot (yen for column_name in (eligible_expense_yen, requested_yen, decided_yen, settled_yen, paid_yen))
    where yen <> 0
) as compared
where known >= 5
    and yen * 200 < median_yen
order by key_1, key_2, column_name
