-- The members of the consortium behind each grant on the day of its award.
-- Grain: one row per grant and organization. awarded_on: the day of the decision, else the 31 March that closes the
-- fiscal year, at the latest the as-of date. The members' own dates decide; a consortium formed after the as-of date is
-- not there.
create table award_members as
select
    grant_rows.project_id,
    grant_rows.fiscal_year,
    least(snapshot.as_of, coalesce(grant_rows.decided_on, last_day_of(grant_rows.fiscal_year))) as awarded_on,
    consortium_members.organization_id,
    organizations.name_ja,
    organizations.name_en,
    organizations.corporate_number,
    organizations.kind,
    consortium_members.role,
    consortium_members.confidence,
    consortium_members.source_id,
from grant_rows
inner join project_consortia using (project_id)
inner join consortium_members using (consortium_id)
inner join organizations using (organization_id)
cross join snapshot
where is_member(consortium_members.joined_on, consortium_members.left_on, awarded_on)
order by grant_rows.project_id, grant_rows.fiscal_year, consortium_members.organization_id;
