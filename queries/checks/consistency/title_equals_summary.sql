-- name: title_equals_summary()
-- table: projects
-- A project's summary repeats its title, in Japanese or in English. `expected` is the title.
-- Grain: one row per project and language.
select
    project_id as key_1,
    pair.column_name,
    pair.summary as value,
    pair.title as expected,
from projects
cross join lateral (
    values ('summary_ja', summary_ja, title_ja), ('summary_en', summary_en, title_en)
) as pair (column_name, summary, title)
where trim(pair.summary) = trim(pair.title)
order by key_1, pair.column_name desc
