-- What the one search finds in the ledger, with its texts as the search compares them (`searched`).
-- Grain: one row per kind (project, organization, municipality, area, issue, kpi, technology) and id; issues after the
-- as-of date are not there. places: its columns, the key first, then its titles; said: what they hold, "" where nothing,
-- and named: its titles, each of them between two chr(1), which no ledger has. The names of an organization are one column.
create table search_items as
with

items (kind, id, title_ja, title_en, cells) as (

    select 'project', project_id, title_ja, title_en, map {
        'project_id': project_id, 'title_ja': title_ja, 'title_en': title_en,
        'summary_ja': summary_ja, 'summary_en': summary_en, 'technologies': technologies,
        'closing_ja': closing_ja, 'closing_en': closing_en
    }
    from projects
    union all
    select 'organization', organization_id, name_ja, name_en, map {
        'organization_id': organization_id, 'name_ja': name_ja, 'name_en': name_en,
        'corporate_number': corporate_number, 'name': names.name
    }
    from organizations
    left join (
        select organization_id, string_agg(name, ' | ' order by name) as name
        from organization_names
        group by organization_id
    ) as names using (organization_id)
    union all
    select 'municipality', municipality_code, name_ja, name_en, map {
        'municipality_code': municipality_code, 'name_ja': name_ja, 'name_en': name_en
    }
    from municipalities
    union all
    select 'area', area_id, name_ja, name_en, map {'area_id': area_id, 'name_ja': name_ja, 'name_en': name_en}
    from areas
    union all
    select 'issue', issue_id, title_ja, title_en, map {'issue_id': issue_id, 'title_ja': title_ja, 'title_en': title_en}
    from issues
    where has_come(raised_on)
    union all
    select 'kpi', kpi_id, name_ja, name_en, map {'kpi_id': kpi_id, 'name_ja': name_ja, 'name_en': name_en}
    from kpis
    union all
    select 'technology', technology, technology, technology, map {'technology': null, 'title_ja': technology}
    from (select distinct technology from project_technologies)

)

select
    * exclude (cells),
    map_keys(cells) as places,
    searched(
        chr(1) || array_to_string(list_transform(map_values(cells), lambda text: coalesce(text, '')), chr(1)) || chr(1)
    ) as said,
    concat_ws(chr(1), '', split_part(said, chr(1), 3), split_part(said, chr(1), 4), '') as named,
from items
order by kind, id;
