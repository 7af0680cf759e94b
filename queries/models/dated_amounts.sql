-- The dated amounts of the grants that a person asks about; the arguments are those of selected_grants.
-- Grain: one row per grant row and kind of date (request, decision, settlement, payment) that is known on the as-of
-- date. Money in yen, NULL where unknown.
create macro dated_amounts(of_programme, since_fy, until_fy, of_area, of_theme, of_project) as table
select
    dated.happened_on,
    dated.kind,
    grants_selected.project_id,
    grants_selected.fiscal_year,
    dated.amount_yen,
from selected_grants(of_programme, since_fy, until_fy, of_area, of_theme, of_project) as grants_selected
cross join lateral (
    values
    ('request', requested_on, requested_yen),
    ('decision', decided_on, decided_yen),
    ('settlement', settled_on, settled_yen),
    ('payment', paid_on, paid_yen)
) as dated (kind, happened_on, amount_yen)
where dated.happened_on is not null;
