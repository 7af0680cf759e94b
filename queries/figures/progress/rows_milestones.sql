-- name: rows_milestones(programme_id, area_id, theme, project_id)
-- The milestones behind the counts, each with its place in the source.
-- Grain: one row per milestone of a selected project, as of the as-of date. overdue_days in days, NULL unless overdue.
-- The others are those of selected_milestones.
select
    selected.* exclude (
        project_title_ja, project_title_en, title_ja, title_en, last_reason, confidence, source_id
    ) rename (project_status as status),
    place.*,
from selected_milestones(:programme_id, :area_id, :theme, :project_id) as selected
left join place_of('milestones', row_key(selected.milestone_id)) as place on true
order by selected.milestone_id
