-- name: theme_partners(programme_id, area_id, theme, project_id)
-- Which themes look for partners, the most issues first, and which projects may serve as a model.
-- Grain: one row per theme of which an issue was raised on or before the as-of date (in public: published ones), whatever
-- programme and area. models: selected projects of it, not withdrawn, that came to a result; model_ids: at most three of
-- them, those with the most KPI targets reached, `;` between, NULL where none. Kept.
select
    theme,
    raised.issues,
    coalesce(models.models, 0) as models,
    models.model_ids,
from (
    select theme, count(*) as issues
    from issues
    where has_come(raised_on)
    group by theme
) as raised
left join (
    select
        theme,
        count(*) as models,
        array_to_string(
            list_slice(array_agg(project_id order by kpi_targets_reached desc, project_id), 1, 3), ';'
        ) as model_ids,
    from selected_projects(:programme_id, :area_id, :theme, :project_id)
    inner join project_states using (project_id)
    where status <> 'withdrawn' and has_result(status, kpi_targets_reached)
    group by theme
) as models using (theme)
where :theme is null or theme = :theme
order by issues desc, theme
