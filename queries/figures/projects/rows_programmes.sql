-- name: rows_programmes()
-- The programmes and their bounds, each with its place in the source.
-- Grain: one row per programme. Money in yen; a bound that the programme does not set is NULL.
select
    programmes.* exclude (name_ja, name_en, reports_expected, source_id),
    place.*,
from programmes
left join place_of('programmes', row_key(programmes.programme_id)) as place on true
order by programmes.programme_id
