-- The money of the grants that a person asks about, taken together by a dimension: all, area, fiscal_year, programme,
-- project or theme. The other arguments are those of selected_grants.
-- Grain: one row per id of the dimension (a fiscal year as text; NULL for all) that has a grant row in the selection.
-- Money in yen, NULL where every amount is unknown. projects_decided are those of which a decided amount is known;
-- limit_unknown the grant rows without a known limit. compared_limit_yen is the limit of the rows of which decision and
-- limit are known; not_compared are the rows of which a decided or paid amount is known but not both.
create macro money_by(dimension, of_programme, since_fy, until_fy, of_area, of_theme, of_project) as table
select
    case dimension
        when 'area' then area_id
        when 'fiscal_year' then cast(fiscal_year as varchar)
        when 'programme' then programme_id
        when 'project' then project_id
        when 'theme' then theme
    end as id,
    count(*) filter (where is_first or dimension = 'fiscal_year') as projects,
    count(*) as grant_years,
    count(distinct project_id) filter (where decided_yen is not null) as projects_decided,
    cast(sum(eligible_expense_yen) as bigint) as eligible_expense_yen,
    cast(sum(requested_yen) as bigint) as requested_yen,
    cast(sum(decided_yen) as bigint) as decided_yen,
    cast(sum(settled_yen) as bigint) as settled_yen,
    cast(sum(paid_yen) as bigint) as paid_yen,
    cast(sum(limit_yen) as bigint) as limit_yen,
    cast(sum(headroom_yen) as bigint) as headroom_yen,
    count(*) - count(limit_yen) as limit_unknown,
    cast(sum(limit_yen) filter (where headroom_yen is not null) as bigint) as compared_limit_yen,
    count(coalesce(decided_yen, paid_yen)) - count(headroom_yen) as not_compared,
from selected_grants(of_programme, since_fy, until_fy, of_area, of_theme, of_project)
group by id;
