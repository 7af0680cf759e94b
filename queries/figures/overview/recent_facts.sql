-- name: recent_facts(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- The twelve newest dated facts of the selected projects on or before the as-of date, newest first.
-- Grain: one row per fact. kind is request, decision, settlement, payment (with its amount in yen, NULL
-- where unknown), milestone (done), report or consortium (formed); the title is the project's, the
-- fact the name of the milestone or consortium, NULL for the others; the fiscal year is the grant's, NULL where the fact is
-- no money. Fiscal years narrow the money alone. Kept.
select
    dated_facts.happened_on,
    dated_facts.kind,
    dated_facts.project_id,
    dated_facts.fiscal_year,
    projects_selected.title_ja,
    projects_selected.title_en,
    dated_facts.fact_ja,
    dated_facts.fact_en,
    dated_facts.amount_yen,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join dated_facts using (project_id)
where coalesce(dated_facts.fiscal_year >= :from_fy, true)
    and coalesce(dated_facts.fiscal_year <= :to_fy, true)
    and (dated_facts.nth <= 12 or coalesce(:from_fy, :to_fy) is not null or :project_id is not null)
order by happened_on desc, kind, project_id, fiscal_year, fact_ja, fact_en
limit 12
