-- name: names()
-- The names in both languages behind every id that a filter or a label shows.
-- Grain: one row per kind (area, municipality, organization, programme, theme) and id.
-- parent_id is an area's programme, a municipality's region, an organization's kind, otherwise NULL;
-- reports_expected is of a programme alone: whether it expects status reports, NULL where that is not known.
select 'programme' as kind, programme_id as id, name_ja, name_en, cast(null as varchar) as parent_id, reports_expected
from programmes
union all
select 'area' as kind, area_id as id, name_ja, name_en, programme_id as parent_id, null
from areas
union all
select 'theme' as kind, theme_id as id, name_ja, name_en, null, null
from themes
union all
select 'municipality' as kind, municipality_code as id, name_ja, name_en, region as parent_id, null
from municipalities
union all
select 'organization' as kind, organization_id as id, name_ja, name_en, organizations.kind as parent_id, null
from organizations
order by kind, id
