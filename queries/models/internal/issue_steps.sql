-- When each issue reached each step of the journey.
-- Grain: one row per issue and step reached on or before the as-of date; reached_on is the earliest such
-- date. days_from_previous in days, NULL where the step before was not reached; below 0 where it came later.
-- Consortium, award and payment are those of the projects that a match of the issue names.
create table issue_steps as
with

happenings as (

    select issue_id, 'issue' as step, raised_on as happened_on
    from issues
    union all
    select issue_id, 'initial_hearing' as step, held_on as happened_on
    from hearings
    where stage = 'initial'
    union all
    select matches.issue_id, dated.step, dated.happened_on
    from matches
    cross join lateral (values ('introduced', introduced_on), ('agreed', agreed_on)) as dated (step, happened_on)
    where has_come(matches.introduced_on)
    union all
    select issue_projects.issue_id, 'consortium' as step, consortia.formed_on as happened_on
    from issue_projects
    inner join projects using (project_id)
    inner join consortia using (consortium_id)
    union all
    select issue_projects.issue_id, dated.step, dated.happened_on
    from issue_projects
    inner join grant_rows using (project_id)
    cross join lateral (
        values ('award', if(decided_yen > 0, decided_on, null)), ('paid', if(paid_yen > 0, paid_on, null))
    ) as dated (step, happened_on)

),

reached as (

    select
        happenings.issue_id,
        journey_order.place,
        happenings.step,
        min(happenings.happened_on) as reached_on,
    from happenings
    inner join journey_order using (step)
    where has_come(happenings.happened_on)
    group by happenings.issue_id, journey_order.place, happenings.step

)

select
    reached.*,
    date_diff('day', earlier.reached_on, reached.reached_on) as days_from_previous,
from reached
left join reached as earlier
    on reached.issue_id = earlier.issue_id and reached.place = earlier.place + 1
order by reached.issue_id, reached.place;
