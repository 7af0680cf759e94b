-- name: titles()
-- The titles in both languages of everything that is published or held back one by one.
-- Grain: one row per kind (issue, project) and id, as entered: an issue after the as-of date too. status is a project's, NULL for an issue.
select 'project' as kind, project_id as id, title_ja, title_en, status
from projects
union all
select 'issue' as kind, issue_id as id, title_ja, title_en, null
from issues
order by kind, id
