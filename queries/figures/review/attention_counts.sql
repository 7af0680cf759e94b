-- name: attention_counts(programme_id, area_id, theme, project_id)
-- How much a review meeting has to look at, on the as-of date. Internal: the public database has no such table.
-- Grain: one row. points are those of review_attention, projects those that have any; since_on and days of the
-- one that is open longest, NULL where none has a date. Fiscal years do not narrow it. Kept.
select
    count(*) as points,
    count(distinct attention.project_id) as projects,
    min(attention.since_on) as since_on,
    max(attention.days) as days,
from attention
inner join selected_projects(:programme_id, :area_id, :theme, :project_id) using (project_id)
