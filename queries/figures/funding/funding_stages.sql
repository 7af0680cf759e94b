-- name: funding_stages(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- Money from eligible expense to payment, by area, by fiscal year, by programme and by theme at once.
-- Grain: one row per dimension (area, fiscal_year, programme, theme) and id (a fiscal year as text) that has a grant
-- row in the selection. Money in yen, NULL where every amount is unknown; limit_unknown are the grant rows without a
-- known limit. compared_limit_yen is the limit of the rows of which decision and limit are known; not_compared are the
-- rows of which a decided or paid amount is known but not both. The money of each dimension adds up to the total on its
-- own.
-- A project has one programme, area and theme, so that projects counted by all three add up; and one grant row a
-- fiscal year, so that the rows of a year are its projects.
with

grants_selected as (

    select * from selected_grants(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)

),

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
        count(*) - count(limit_yen) as limit_unknown,
        sum(limit_yen) filter (where headroom_yen is not null) as compared_limit_yen,
        count(coalesce(decided_yen, paid_yen)) - count(headroom_yen) as not_compared,
    from grants_selected
    group by programme_id, area_id, theme

),

by_group as (

    select
        case
            when grouping(programme_id) = 0 then 'programme'
            when grouping(area_id) = 0 then 'area'
            else 'theme'
        end as dimension,
        coalesce(programme_id, area_id, theme) as id,
        sum(projects) as projects,
        sum(grant_years) as grant_years,
        sum(eligible_expense_yen) as eligible_expense_yen,
        sum(requested_yen) as requested_yen,
        sum(decided_yen) as decided_yen,
        sum(settled_yen) as settled_yen,
        sum(paid_yen) as paid_yen,
        sum(limit_yen) as limit_yen,
        sum(headroom_yen) as headroom_yen,
        sum(limit_unknown) as limit_unknown,
        sum(compared_limit_yen) as compared_limit_yen,
        sum(not_compared) as not_compared,
    from by_combination
    group by grouping sets ((programme_id), (area_id), (theme))

),

by_fiscal_year as (

    select
        'fiscal_year' as dimension,
        cast(fiscal_year as varchar) as id,
        count(*) as projects,
        count(*) as grant_years,
        sum(eligible_expense_yen) as eligible_expense_yen,
        sum(requested_yen) as requested_yen,
        sum(decided_yen) as decided_yen,
        sum(settled_yen) as settled_yen,
        sum(paid_yen) as paid_yen,
        sum(limit_yen) as limit_yen,
        sum(headroom_yen) as headroom_yen,
        count(*) - count(limit_yen) as limit_unknown,
        sum(limit_yen) filter (where headroom_yen is not null) as compared_limit_yen,
        count(coalesce(decided_yen, paid_yen)) - count(headroom_yen) as not_compared,
    from grants_selected
    group by fiscal_year

),

together as (

    select * from by_group
    union all by name
    select * from by_fiscal_year

)

select
    dimension,
    id,
    cast(projects as bigint) as projects,
    cast(grant_years as bigint) as grant_years,
    cast(eligible_expense_yen as bigint) as eligible_expense_yen,
    cast(requested_yen as bigint) as requested_yen,
    cast(decided_yen as bigint) as decided_yen,
    cast(settled_yen as bigint) as settled_yen,
    cast(paid_yen as bigint) as paid_yen,
    cast(limit_yen as bigint) as limit_yen,
    cast(headroom_yen as bigint) as headroom_yen,
    cast(limit_unknown as bigint) as limit_unknown,
    cast(compared_limit_yen as bigint) as compared_limit_yen,
    cast(not_compared as bigint) as not_compared,
from together
order by dimension, id
