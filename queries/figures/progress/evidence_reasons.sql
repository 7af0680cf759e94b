-- name: evidence_reasons(programme_id, area_id, theme, project_id)
-- Why the record speaks for red or amber: what each running project has against it, on the as-of date.
-- Grain: one row per selected project with status selected or active, reason (rule_failed, milestone_overdue,
-- report_old, no_report, kpi_behind) and what it is about; the red reasons of a project first. about_id: the
-- rule, milestone or KPI, with its title where it is one of the last two. Delays and ages in days, lag in
-- permille; actual and bound: the two numbers a rule compares, in yen or fiscal years. Kept by project.
select
    reasons.project_id,
    reasons.rag,
    reasons.reason,
    reasons.about_id,
    coalesce(milestones.title_ja, kpis.name_ja) as title_ja,
    coalesce(milestones.title_en, kpis.name_en) as title_en,
    reasons.fiscal_year,
    reasons.since_on,
    reasons.days,
    reasons.lag_permille,
    reasons.actual,
    reasons.bound,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join evidence_reasons as reasons using (project_id)
left join milestones on if(reasons.reason = 'milestone_overdue', reasons.about_id, null) = milestones.milestone_id
left join kpis on if(reasons.reason = 'kpi_behind', reasons.about_id, null) = kpis.kpi_id
order by
    project_id,
    rag desc,
    reason,
    days desc nulls last,
    lag_permille desc nulls last,
    about_id,
    fiscal_year
