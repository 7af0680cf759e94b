-- name: rows_issues(theme)
-- The issues behind the counts by municipality, each with its place in the source.
-- Grain: one row per issue raised on or before the as-of date, of the theme where one is chosen.
select
    issues.municipality_code,
    issues.issue_id,
    issues.theme,
    issues.title_ja,
    issues.title_en,
    issues.raised_on,
    place.*,
from issues
left join place_of('issues', row_key(issues.issue_id)) as place on true
where has_come(issues.raised_on) and (:theme is null or issues.theme = :theme)
order by issues.municipality_code, issues.issue_id
