-- How many KPI targets a project has reached.
create macro targets_reached(of_project) as (
    select kpi_targets_reached
    from project_states
    where project_states.project_id = of_project
);
