-- name: funding_stages(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- Money from eligible expense to payment, by area, by programme and by theme at once.
-- Grain: one row per dimension (area, programme, theme) and id that has a grant row in the selection. Money
-- in yen, NULL where every amount is unknown. Each dimension adds up to the total on its own.
-- A project has one programme, area and theme, so that projects counted by all three add up.
with

by_combination as (

    select
        programme_id,
        area_id,
        theme,
        count(distinct project_id) as projects,
        count(*) as grant_years,
        sum(eligible_expense_yen) as eligible_expense_yen,
        sum(requested_yen) as requested_yen,
        sum(decided_yen) as decided_yen,
        sum(settled_yen) as settled_yen,
        sum(paid_yen) as paid_yen,
        sum(limit_yen) as limit_yen,
        sum(headroom_yen) as headroom_yen,
    from selected_grants(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
    group by programme_id, area_id, theme

)

select
    case
        when grouping(programme_id) = 0 then 'programme'
        when grouping(area_id) = 0 then 'area'
        else 'theme'
    end as dimension,
    coalesce(programme_id, area_id, theme) as id,
    cast(sum(projects) as bigint) as projects,
    cast(sum(grant_years) as bigint) as grant_years,
    cast(sum(eligible_expense_yen) as bigint) as eligible_expense_yen,
    cast(sum(requested_yen) as bigint) as requested_yen,
    cast(sum(decided_yen) as bigint) as decided_yen,
    cast(sum(settled_yen) as bigint) as settled_yen,
    cast(sum(paid_yen) as bigint) as paid_yen,
    cast(sum(limit_yen) as bigint) as limit_yen,
    cast(sum(headroom_yen) as bigint) as headroom_yen,
from by_combination
group by grouping sets ((programme_id), (area_id), (theme))
order by dimension, id
