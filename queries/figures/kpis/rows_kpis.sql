-- name: rows_kpis(programme_id, area_id, theme, project_id)
-- The KPIs behind the figures, each with its own place in the source and that of its latest value.
-- Grain: one row per KPI of a selected project, as of the as-of date. Values in the KPI's own unit, lag in permille. plan:
-- ahead, behind or on by the lag; unmeasured where there is a plan and no value, none where there is no plan.
-- target_reached: NULL without a target or a value.
select
    kpi_states.* exclude (
        start_on, direction, latest_qualifier_ja, latest_qualifier_en, has_plan, has_target, original_lag_permille
    ),
    projects_selected.theme,
    kpis.baseline_on,
    case
        when kpi_states.lag_permille > 0 then 'behind'
        when kpi_states.lag_permille < 0 then 'ahead'
        when kpi_states.lag_permille = 0 then 'on'
        when kpi_states.has_plan then 'unmeasured'
        else 'none'
    end as plan,
    place.*,
    value_place.file as value_file,
    value_place.sheet as value_sheet,
    value_place.row_number as value_row_number,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join kpi_states using (project_id)
inner join kpis using (kpi_id)
left join place_of('kpis', row_key(kpi_states.kpi_id)) as place on true
left join place_of('kpi_values', row_key(kpi_states.kpi_id, kpi_states.latest_on)) as value_place on true
order by kpi_states.kpi_id
