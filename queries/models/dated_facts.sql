-- What happened to the projects, as far as it is dated on or before the as-of date.
-- Grain: one row per fact. kind is request, decision, settlement, payment (with its amount in yen, NULL where
-- unknown, as it was on that day, and the grant's fiscal year), milestone (done), report or consortium (formed); detail
-- tells facts of one kind, day and project apart; fact is the name of the milestone or consortium, NULL for the others.
-- nth: its place, the newest first, among the facts of projects of the same programme, area and theme.
create table dated_facts as
select
    facts.*,
    row_number() over (
        partition by projects.programme_id, projects.area_id, projects.theme
        order by facts.happened_on desc, facts.kind, facts.project_id, facts.fiscal_year, facts.fact_ja, facts.fact_en
    ) as nth,
from (
    select
        dated.happened_on,
        dated.kind,
        grant_rows.project_id,
        grant_rows.fiscal_year,
        dated.amount_yen,
        cast(grant_rows.fiscal_year as varchar) as detail,
    from grant_rows
    cross join lateral (
        values
        ('request', requested_on, original_requested_yen),
        ('decision', decided_on, original_decided_yen),
        ('settlement', settled_on, settled_yen),
        ('payment', paid_on, paid_yen)
    ) as dated (kind, happened_on, amount_yen)
    union all by name
    select
        done_on as happened_on,
        'milestone' as kind,
        project_id,
        milestone_id as detail,
        title_ja as fact_ja,
        title_en as fact_en,
    from milestones
    union all by name
    select
        reported_on as happened_on,
        'report' as kind,
        project_id,
        rag as detail,
    from status_reports
    union all by name
    select
        consortia.formed_on as happened_on,
        'consortium' as kind,
        projects.project_id,
        consortia.consortium_id as detail,
        consortia.name_ja as fact_ja,
        consortia.name_en as fact_en,
    from projects
    inner join consortia using (consortium_id)
) as facts
inner join projects using (project_id)
where has_come(facts.happened_on)
order by facts.happened_on desc, facts.kind, facts.project_id, facts.detail;
