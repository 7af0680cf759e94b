-- A municipality and the five that are most like it: of its kind, on its side of islands and mainland, the nearest in
-- population (the smaller over the larger). None is like one whose population is unknown.
-- Grain: one row per municipality.
create macro towns_like(of_municipality) as table
select others.municipality_code
from municipalities as own
inner join municipalities as others
    on own.kind = others.kind and (own.region = 'islands') = (others.region = 'islands')
where own.municipality_code = of_municipality and (own.population * others.population > 0 or others.municipality_code = of_municipality)
order by
    others.municipality_code <> of_municipality,
    least(own.population, others.population) / greatest(own.population, others.population) desc nulls last,
    others.municipality_code
limit 6;
