-- name: bridge(figure)
-- From one version's figure to the other's, by cause.
-- Grain: one row per cause that has rows, in the order of the causes; the values add up to the difference. value in yen,
-- an unknown amount counts as 0; of the figure projects their number.
select
    cause,
    cast(sum(rows) as bigint) as rows,
    cast(sum(coalesce(new_value, 0) - coalesce(old_value, 0)) as bigint) as value,
from bridge_rows
where figure = :figure
group by cause
order by cause
