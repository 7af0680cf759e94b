-- Every programme, area and theme that projects have together; NULL stands for all of them.
-- Grain: one row per selection. For each of them the figures that are kept are computed once, at build time.
create schema kept;

create table kept.selections as
select
    cast(row_number() over (order by programme_id, area_id, theme) as integer) as selection,
    programme_id,
    area_id,
    theme,
from (
    select programme_id, area_id, theme
    from projects
    group by cube (programme_id, area_id, theme)
);
