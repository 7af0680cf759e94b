-- The money of the grants that a person asks about by municipality; the arguments are those of selected_grants.
-- Grain: one row per municipality whose areas have a grant row in the selection, with the columns of
-- funding_by_municipality.
create macro money_by_municipality(of_programme, since_fy, until_fy, of_area, of_theme, of_project) as table
select
    area_municipalities.municipality_code,
    cast(sum(by_area.projects) as bigint) as projects,
    cast(sum(by_area.decided_yen) as bigint) as decided_yen,
from money_by('area', of_programme, since_fy, until_fy, of_area, of_theme, of_project) as by_area
inner join area_municipalities on by_area.id = area_municipalities.area_id
group by area_municipalities.municipality_code;
