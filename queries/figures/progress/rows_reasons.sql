-- name: rows_reasons(programme_id, area_id, theme, project_id)
-- What speaks for red or amber, each reason with the place in the source of what it is about.
-- Grain: one row per reason of evidence_reasons: the milestone, the KPI, the last report, the grant or project that a rule
-- looked at, the project where no report is there. Days, permille, and the numbers of a rule in yen or fiscal years.
select
    speaking.* exclude (of_key),
    place.*,
from (
    select
        reasons.*,
        case
            when reasons.reason = 'milestone_overdue' then 'milestones'
            when reasons.reason = 'kpi_behind' then 'kpis'
            when reasons.reason = 'report_old' then 'status_reports'
            when reasons.fiscal_year is not null then 'grants'
            else 'projects'
        end as of_table,
        case
            when reasons.reason in ('milestone_overdue', 'kpi_behind') then row_key(reasons.about_id)
            when reasons.reason = 'report_old' then row_key(reasons.project_id, reasons.since_on)
            else row_key(reasons.project_id, reasons.fiscal_year)
        end as of_key,
    from selected_projects(:programme_id, :area_id, :theme, :project_id)
    inner join evidence_reasons as reasons using (project_id)
) as speaking
left join place_of(speaking.of_table, speaking.of_key) as place on true
order by speaking.project_id, speaking.reason, speaking.about_id, speaking.fiscal_year
