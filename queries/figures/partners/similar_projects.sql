-- name: similar_projects(issue_id)
-- Which projects may serve as a model for an issue: those that came to a result and are from a town like it first.
-- Grain: one row per issue raised on or before the as-of date and selected, active or completed project of its theme.
-- same_kind: a municipality of the project's area is of the kind of the issue's. population_ratio_permille: the smaller of
-- the two populations per the larger, rounded down, of the municipality of the area that gives the highest; NULL where no
-- two are known. kpi_targets_reached as in project_states.
select
    issues.issue_id,
    project_id,
    coalesce(likeness.same_kind, false) as same_kind,
    likeness.population_ratio_permille,
    project_states.kpi_targets_reached,
    projects.status,
from issues
inner join projects using (theme)
inner join project_states using (project_id)
left join (
    select
        towns.municipality_code,
        area_municipalities.area_id,
        bool_or(places.kind = towns.kind) as same_kind,
        max(
            case  -- not least and greatest, which pass over what is unknown
                when towns.population < places.population then towns.population * 1000 // places.population
                else places.population * 1000 // towns.population
            end
        ) as population_ratio_permille,
    from area_municipalities
    inner join municipalities as places using (municipality_code)
    cross join municipalities as towns
    group by towns.municipality_code, area_municipalities.area_id
) as likeness using (municipality_code, area_id)
where has_come(issues.raised_on)
    and projects.status in ('selected', 'active', 'completed')
    and (:issue_id is null or issues.issue_id = :issue_id)
order by issue_id, kpi_targets_reached desc, same_kind desc, population_ratio_permille desc nulls last, project_id
