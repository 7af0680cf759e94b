-- What projects are searched and ordered by, as text in which case, width and spaces do not matter (`folded`).
-- Grain: one row per project. said: its id, and its title, area, theme and programme in both languages; without
-- an English title the Japanese stands for it.
create table project_texts as
select
    projects.project_id,
    folded(concat_ws(
        ' ',
        projects.project_id,
        projects.title_ja,
        projects.title_en,
        areas.name_ja,
        areas.name_en,
        themes.name_ja,
        themes.name_en,
        programmes.name_ja,
        programmes.name_en
    )) as said,
    folded(projects.title_ja) as title_ja,
    folded(coalesce(projects.title_en, projects.title_ja)) as title_en,
from projects
left join areas using (area_id)
left join themes on projects.theme = themes.theme_id
left join programmes on projects.programme_id = programmes.programme_id
order by projects.project_id;
