-- name: area_of_another_programme()
-- table: projects
-- A project lies in an area of another programme. That can be so: a later programme may go on in an
-- earlier one's area, and a programme may have no area of its own. No column tells which, so a person
-- has to look.
-- Grain: one row per project.
select
    projects.project_id as key_1,
    'area_id' as column_name,
    projects.area_id as value,
    projects.programme_id as expected,
    areas.name_ja as area_ja,
    coalesce(areas.name_en, areas.name_ja) as area_en,
    programmes.name_ja as programme_ja,
    coalesce(programmes.name_en, programmes.name_ja) as programme_en,
from projects
inner join areas using (area_id)
inner join programmes on projects.programme_id = programmes.programme_id
where projects.programme_id <> areas.programme_id
order by key_1
