-- name: unpublished()
-- The projects that the version `old` shows and the version `new` does not.
-- Grain: one row per project.
select project_id
from old.main.projects
anti join new.main.projects using (project_id)
order by project_id
