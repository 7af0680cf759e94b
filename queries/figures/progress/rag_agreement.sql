-- name: rag_agreement(programme_id, area_id, theme, project_id)
-- What the selected projects with status selected or active report, beside what the evidence speaks for.
-- Grain: one row per pair of colours; rag, the reported one, is NULL, last, where no report is there, rag_evidence where
-- nothing in the record speaks for a colour, and then nothing disagrees. The projects of all rows are all running ones.
-- Kept.
select
    project_states.rag_reported as rag,
    project_states.rag_evidence,
    project_states.disagree,
    count(*) as projects,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join project_states using (project_id)
where projects_selected.status in ('selected', 'active')
group by project_states.rag_reported, project_states.rag_evidence, project_states.disagree
order by rag nulls last, rag_evidence nulls last
