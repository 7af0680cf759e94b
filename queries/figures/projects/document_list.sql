-- name: document_list(programme_id, area_id, theme, project_id)
-- The documents of the selected projects, newest first.
-- Grain: one row per document that was published on or before the as-of date, or of which the day is not known.
select documents.*
from documents
inner join selected_projects(:programme_id, :area_id, :theme, :project_id) using (project_id)
where published_on is null or has_come(published_on)
order by published_on desc nulls last, document_id
