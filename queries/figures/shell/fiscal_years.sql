-- name: fiscal_years()
-- Every fiscal year from the first to the last that has a grant row.
-- Grain: one row per fiscal year; none without grant rows.
select cast(unnest(generate_series(min(fiscal_year), max(fiscal_year))) as bigint) as fiscal_year
from grant_rows
order by fiscal_year
