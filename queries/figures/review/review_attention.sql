-- name: review_attention(programme_id, area_id, theme, project_id)
-- What a review meeting has to look at, on the as-of date. Internal: the public database has no such table.
-- Grain: one row per selected project and reason. days = days since since_on; both NULL where a reason has
-- no date. Fiscal years do not narrow it.
-- Reasons of selected and active projects: milestone_overdue, report_old, kpi_lag, rag_disagree; of every
-- project: rule_fail, headroom_unused, action_late. Kept by project.
select attention.*
from attention
inner join selected_projects(:programme_id, :area_id, :theme, :project_id) using (project_id)
order by project_id, reason
