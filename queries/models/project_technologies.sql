-- The technologies of each project, one by one: the ledger writes them side by side, with `;` between.
-- Grain: one row per project and technology, without surrounding spaces; a project that names none has no
-- row.
create table project_technologies as
select distinct
    projects.project_id,
    trim(parts.technology) as technology,
from projects
cross join unnest(string_split(projects.technologies, ';')) as parts (technology)
where trim(parts.technology) <> ''
order by projects.project_id, technology;
