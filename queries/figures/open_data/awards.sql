-- name: awards(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- Which grants are awards that a register of grants can list, and why the others are not.
-- Grain: one row per project and fiscal year with a grant row in the selection. Money in yen, NULL where
-- unknown. left_out is NULL for an award, else the first of: amount_unknown, amount_zero, date_unknown (no
-- day of decision), recipient_unknown (no consortium). changes are those of the decided amount. status is the project's:
-- the money of a withdrawn one was decided.
select
    grants_selected.project_id,
    grants_selected.fiscal_year,
    case
        when grants_selected.decided_yen is null then 'amount_unknown'
        when grants_selected.decided_yen = 0 then 'amount_zero'
        when grants_selected.decided_on is null then 'date_unknown'
        when project_consortia.consortium_id is null then 'recipient_unknown'
    end as left_out,
    grants_selected.requested_yen,
    grants_selected.original_decided_yen,
    grants_selected.decided_yen,
    grants_selected.changes,
    grants_selected.decided_on,
    grants_selected.paid_yen,
    grants_selected.status,
    projects.title_ja,
    projects.title_en,
    projects.summary_ja,
    projects.summary_en,
    programmes.programme_id,
    programmes.name_ja as programme_name_ja,
    programmes.name_en as programme_name_en,
    programme_sources.url as programme_url,
    project_consortia.consortium_id,
    project_consortia.name_ja as consortium_name_ja,
    project_consortia.name_en as consortium_name_en,
    grant_sources.url as source_url,
from selected_grants(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id) as grants_selected
inner join projects using (project_id)
left join programmes on projects.programme_id = programmes.programme_id
left join project_consortia on grants_selected.project_id = project_consortia.project_id
left join sources as programme_sources on programmes.source_id = programme_sources.source_id
left join sources as grant_sources on grants_selected.source_id = grant_sources.source_id
order by grants_selected.project_id, grants_selected.fiscal_year
