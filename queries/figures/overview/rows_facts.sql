-- name: rows_facts(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- The dated amounts of money, each with its place in the source.
-- Grain: one row per grant of the selection and kind of date (decision, payment, request, settlement) on or before the as-of
-- date. Money in yen, NULL where unknown.
with

grants_selected as (

    select * from selected_grants(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)

),

dated as (

    select requested_on as happened_on, 'request' as kind, project_id, fiscal_year, requested_yen as amount_yen
    from grants_selected
    union all
    select decided_on, 'decision', project_id, fiscal_year, decided_yen
    from grants_selected
    union all
    select settled_on, 'settlement', project_id, fiscal_year, settled_yen
    from grants_selected
    union all
    select paid_on, 'payment', project_id, fiscal_year, paid_yen
    from grants_selected

)

select
    dated.happened_on,
    dated.kind,
    dated.project_id,
    dated.fiscal_year,
    dated.amount_yen,
    place.file,
    place.sheet,
    place.row_number,
    place.shipped,
from dated
left join source_rows as place
    on place.table_name = 'grants' and place.row_key = row_key(dated.project_id, dated.fiscal_year)
where dated.happened_on is not null
order by dated.happened_on, dated.kind, dated.project_id, dated.fiscal_year
