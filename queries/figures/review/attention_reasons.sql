-- name: attention_reasons(programme_id, area_id, theme, project_id)
-- Why a review meeting has to look. Internal: the public database has no such table.
-- Grain: one row per reason that any selected project has, with its points: those of review_attention. Fiscal years do not
-- narrow it. Kept.
select
    attention.reason,
    count(*) as points,
from attention
inner join selected_projects(:programme_id, :area_id, :theme, :project_id) using (project_id)
group by attention.reason
order by reason
