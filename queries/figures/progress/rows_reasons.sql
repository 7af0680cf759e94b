-- name: rows_reasons(programme_id, area_id, theme, project_id)
-- What speaks for red or amber, each reason with the place in the source of what it is about.
-- Grain: one row per reason of evidence_reasons: the milestone, the KPI, the last report, the grant or project that a rule
-- looked at, the project where no report is there. Days, permille, and the numbers of a rule in yen or fiscal years.
with

speaking as (

    select
        reasons.*,
        case reasons.reason
            when 'milestone_overdue' then 'milestones'
            when 'kpi_behind' then 'kpis'
            when 'report_old' then 'status_reports'
            when 'rule_failed' then case when reasons.fiscal_year is null then 'projects' else 'grants' end
            else 'projects'
        end as table_name,
        case
            when reasons.reason in ('milestone_overdue', 'kpi_behind') then row_key(reasons.about_id)
            when reasons.reason = 'report_old' then row_key(reasons.project_id, reasons.since_on)
            when reasons.fiscal_year is not null then row_key(reasons.project_id, reasons.fiscal_year)
            else row_key(reasons.project_id)
        end as row_key,
    from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
    inner join evidence_reasons as reasons using (project_id)

)

select
    speaking.project_id,
    speaking.reason,
    speaking.about_id,
    speaking.fiscal_year,
    speaking.rag,
    speaking.since_on,
    speaking.days,
    speaking.lag_permille,
    speaking.actual,
    speaking.bound,
    place.table_name as of_table,
    place.file,
    place.sheet,
    place.row_number,
    place.shipped,
from speaking
left join source_rows as place
    on place.table_name = speaking.table_name and place.row_key = speaking.row_key
order by speaking.project_id, speaking.reason, speaking.about_id, speaking.fiscal_year
