-- name: search(q)
-- Everything that holds every word of a text, whatever its case, width, kana and long-vowel marks; a municipality also by
-- its whole name in kana, as name_en sounds.
-- Grain: one row per kind (project, organization, municipality, area, issue, kpi, technology, page, term) and id, at most
-- 50 a kind; those first whose title is the text, then those whose title begins with it. place: the first column, in the
-- order of the schema, that holds the first word. No word finds nothing. `q` is what figures/search.py makes of the text:
-- its words, how the English names of municipalities are that they are in kana, and what is found of the code itself:
-- pages, terms, and the technologies that have names in both languages.
with

asked as materialized (

    select
        (:q).words as words,
        chr(1) || array_to_string(words, '') as whole,

),

own as materialized (

    select unnest(cast((:q).items as struct(
        kind varchar, id varchar, title_ja varchar, title_en varchar, places varchar[], said varchar, named varchar,
        internal boolean
    )[]), recursive := true),

),

items as not materialized (

    select *
    from search_items
    where kind <> 'technology' or id not in (select id from own where kind = 'technology')
    union all by name
    select * exclude (internal)
    from own
    where (is_internal() or not internal)
        and (kind <> 'technology' or id in (select technology from project_technologies))

),

found as (

    select
        kind,
        id,
        row_number() over (
            partition by kind
            order by not contains(named, whole || chr(1)), not contains(named, whole), id
        ) as nth,
    from items
    cross join asked
    where (contains(said, words[1]) or kind = 'municipality')
        and not list_contains(list_transform(
            words,
            -- only of few rows: a pattern is made anew for each
            lambda word, nth: contains(said, word)
            or case when kind = 'municipality' then coalesce(regexp_matches(named, (:q).named[nth]), false) else false end
        ), false)
        and len(words) > 0

)

select
    kind,
    id,
    title_ja,
    title_en,
    coalesce(places[
        list_position(list_transform(string_split(said, chr(1))[2:], lambda text: contains(text, words[1])), true)
    ], 'name_en') as place,
from found
inner join items using (kind, id)
cross join asked
where nth <= 50
order by
    list_position(
        ['project', 'organization', 'municipality', 'area', 'issue', 'kpi', 'technology', 'page', 'term'], kind
    ),
    nth
