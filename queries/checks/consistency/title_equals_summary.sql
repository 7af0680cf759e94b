-- name: title_equals_summary()
-- kind: consistency
-- severity: warning
-- table: projects
-- A project's summary repeats its title, in Japanese or in English. `expected` is the title.
-- Grain: one row per project and language.
with

pairs as (

    select
        project_id,
        'summary_ja' as column_name,
        summary_ja as summary,
        title_ja as title,
    from projects

    union all

    select
        project_id,
        'summary_en' as column_name,
        summary_en as summary,
        title_en as title,
    from projects

)

select
    project_id as key_1,
    column_name,
    summary as value,
    title as expected,
from pairs
where trim(summary) = trim(title)
order by key_1, column_name desc
