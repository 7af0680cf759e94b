-- name: programme_rules()
-- What each programme grants at most, and the source that says so.
-- Grain: one row per programme. Money in yen; a bound that the programme does not set is NULL.
select
    programmes.* exclude (reports_expected),
    sources.publisher,
    sources.title,
    sources.url,
from programmes
left join sources using (source_id)
order by programmes.programme_id
