-- The checks of rule_results that a person asks about, each that is not assessed with why it is not.
-- Grain: one row per check, with the columns of rule_results. place is that of the rule in lists. why: NULL where the
-- check is assessed; else bound (the programme sets none), dates, consortium (none is known), members (it is not known to
-- be complete) or amount, whichever the rule lacks.
create macro selected_checks(of_programme, since_fy, until_fy, of_area, of_theme, of_project) as table
select
    results.*,
    case
        when results.outcome <> 'not_assessed' then null
        when terms.is_unbound then 'bound'
        when terms.kind in ('dates', 'day_of_year', 'year_of_project') then 'dates'
        when terms.kind <> 'members' then 'amount'
        when consortium_parts.project_id is null then 'consortium'
        else 'members'
    end as why,
    terms.place,
from selected_rows('rule_results', of_programme, since_fy, until_fy, of_area, of_theme, of_project) as results
inner join (
    select
        programmes.programme_id,
        rules.rule,
        rules.place,
        rules.kind,
        rules.term is not null and (to_json(programmes) ->> rules.term) is null as is_unbound,
    from programmes
    cross join rules
) as terms using (programme_id, rule)
left join consortium_parts using (project_id);
