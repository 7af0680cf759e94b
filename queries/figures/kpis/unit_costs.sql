-- name: unit_costs(programme_id, area_id, theme, project_id)
-- What the grants of a project come to for one unit of what each of its outputs and outcomes gained.
-- Grain: one row per KPI of a selected project that is an output or outcome to be increased, counted in a unit that is no
-- share, with a latest value above its baseline, where the settled amount of every grant row of the project is known.
-- settled_yen: of the project in total; gained: from the baseline to the latest value, in the KPI's own unit; unit_cost_yen:
-- the one by the other, rounded down; none where what was gained is too little to divide by. All the money stands against each KPI alone: rows do not add up. Kept by project.
select
    kpis.kpi_id,
    kpis.project_id,
    kpis.name_ja,
    kpis.name_en,
    kpis.unit_ja,
    kpis.unit_en,
    settled.settled_yen,
    kpi_states.latest_value - kpis.baseline_value as gained,
    try_cast(floor(settled.settled_yen / gained) as bigint) as unit_cost_yen,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join kpis using (project_id)
inner join kpi_states using (kpi_id)
inner join (
    select project_id, cast(sum(settled_yen) as bigint) as settled_yen
    from grant_rows
    group by project_id
    having count(*) = count(settled_yen)
) as settled using (project_id)
where kpis.level is not null
    and kpis.direction = 'increase'
    and not regexp_matches(kpis.unit_ja, '[%％]|ポイント')
    and gained > 0
    and unit_cost_yen is not null
order by kpi_id
