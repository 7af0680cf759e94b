-- name: rows_programmes()
-- The programmes and their bounds, each with its place in the source.
-- Grain: one row per programme. Money in yen; a bound that the programme does not set is NULL.
select
    programmes.programme_id,
    cast(programmes.first_fy as bigint) as first_fy,
    cast(programmes.last_fy as bigint) as last_fy,
    cast(programmes.grant_cap_yen as bigint) as grant_cap_yen,
    cast(programmes.subsidy_rate_percent as bigint) as subsidy_rate_percent,
    cast(programmes.max_fiscal_years as bigint) as max_fiscal_years,
    place.*,
from programmes
left join place_of('programmes', row_key(programmes.programme_id)) as place on true
order by programmes.programme_id
