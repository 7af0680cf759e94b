-- The projects that try a technology ('-': that name none) and touch a municipality of a kind; an argument that is
-- NULL selects all.
-- Grain: one row per project.
create macro projects_trying(of_technology, of_kind) as table
select project_id
from projects
where
    (
        of_technology is null
        or (of_technology = '-' and project_id not in (select project_id from project_technologies))
        or project_id in (select project_id from project_technologies where technology = of_technology)
    )
    and (
        of_kind is null
        or area_id in (
            select area_municipalities.area_id
            from area_municipalities
            inner join municipalities using (municipality_code)
            where municipalities.kind = of_kind
        )
    );
