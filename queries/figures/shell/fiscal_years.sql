-- name: fiscal_years()
-- Every fiscal year from the first to the last that has a grant row.
-- Grain: one row per fiscal year; none without grant rows.
with

bounds as (

    select
        min(fiscal_year) as first_fy,
        max(fiscal_year) as last_fy,
    from grant_rows

)

select cast(unnest(generate_series(first_fy, last_fy)) as bigint) as fiscal_year
from bounds
order by fiscal_year
