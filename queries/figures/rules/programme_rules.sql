-- name: programme_rules()
-- What each programme grants at most, and the source that says so.
-- Grain: one row per programme. Money in yen; a bound that the programme does not set is NULL.
select
    programmes.programme_id,
    programmes.name_ja,
    programmes.name_en,
    cast(programmes.first_fy as bigint) as first_fy,
    cast(programmes.last_fy as bigint) as last_fy,
    cast(programmes.grant_cap_yen as bigint) as grant_cap_yen,
    cast(programmes.subsidy_rate_percent as bigint) as subsidy_rate_percent,
    cast(programmes.max_fiscal_years as bigint) as max_fiscal_years,
    programmes.source_id,
    sources.publisher,
    sources.title,
    sources.url,
from programmes
left join sources using (source_id)
order by programmes.programme_id
