-- name: offer_list(theme)
-- What organizations offer for the issues of a theme; in public what is published.
-- Grain: one row per offer made on or before the as-of date, or of which the day is not known.
select organization_id, theme, technologies, note_ja, note_en, offered_on
from offers
where (offered_on is null or has_come(offered_on)) and (:theme is null or theme = :theme)
order by theme, organization_id
