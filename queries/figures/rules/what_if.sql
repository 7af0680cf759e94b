-- name: what_if(programme_id, project_id, fiscal_year, earlier_years, eligible_expense_yen, requested_yen)
-- The largest grant that the rules would allow for a request, and which of them binds.
-- Grain: one row per programme and rule. Nothing of it is in the ledger but the bounds; what is asked about comes
-- in as parameters: the fiscal year, the earlier ones with a decided amount above 0, and the money in yen. A
-- project gives its years. An amount that is unknown drops out, as in a grant's limit.
-- allows_yen: what the rule allows on its own, 0 where a rule about years would be broken, NULL where it sets no
-- bound. possible_yen: the smallest of them, NULL where none is known. headroom_yen = allows_yen - possible_yen.
-- actual and bound are the two numbers that the rule compares, in yen or fiscal years, with the possible grant
-- decided; outcome is that of the rule in rule_findings, by the same comparison.
with

terms as (

    select
        programmes.programme_id,
        programmes.grant_cap_yen as cap_yen,
        rate_limit(granted.eligible_yen, programmes.subsidy_rate_percent) as rate_limit_yen,
        programmes.max_fiscal_years,
        in_years(granted.fiscal_year, programmes.first_fy, programmes.last_fy) as in_programme,
        in_years(granted.fiscal_year, projects.start_fy, projects.end_fy) as in_project,
        granted.requested_yen,
        granted.granted_years,
        granted.spanned_years,
    from programmes
    cross join (
        select
            cast(:fiscal_year as bigint) as fiscal_year,
            list_append(coalesce(cast(:earlier_years as bigint[]), []), fiscal_year) as years,
            if(fiscal_year is null, null, len(list_distinct(years))) as granted_years,
            if(fiscal_year is null, null, list_max(years) - list_min(years) + 1) as spanned_years,
            cast(:eligible_expense_yen as bigint) as eligible_yen,
            cast(:requested_yen as bigint) as requested_yen,
    ) as granted
    left join projects on projects.project_id = :project_id
    where :programme_id is null or programmes.programme_id = :programme_id

),

together as (

    select
        terms.programme_id,
        rules.*,
        case
            when rules.in_yen then rules.bound
            when rules.outcome = 'fail' then 0
        end as allows_yen,
        min(allows_yen) over (partition by terms.programme_id) as possible_yen,
    from terms
    cross join lateral (
        values
        ('cap', null, null, cap_yen, true),
        ('rate', null, null, rate_limit_yen, true),
        ('request', null, null, requested_yen, true),
        ('duration', at_most(granted_years, max_fiscal_years), granted_years, max_fiscal_years, false),
        (
            'consecutive',
            case when max_fiscal_years is null then 'not_assessed' else at_most(spanned_years, granted_years) end,
            spanned_years,
            granted_years,
            false
        ),
        ('programme_years', in_programme, null, null, false),
        ('project_years', in_project, null, null, false)
    ) as rules (rule, outcome, actual, bound, in_yen)

)

select
    programme_id,
    rule,
    coalesce(outcome, at_most(possible_yen, bound)) as outcome,
    cast(case when in_yen then possible_yen else actual end as bigint) as actual,
    cast(bound as bigint) as bound,
    cast(allows_yen as bigint) as allows_yen,
    cast(possible_yen as bigint) as possible_yen,
    cast(allows_yen - possible_yen as bigint) as headroom_yen,
    coalesce(allows_yen = possible_yen, false) as binds,
from together
order by programme_id, rule
