-- The steps from an issue to a paid grant, in their order.
-- Grain: one row per step.
create table journey_order as
select
    place,
    step,
from (
    values
    (1, 'issue'),
    (2, 'initial_hearing'),
    (3, 'introduced'),
    (4, 'agreed'),
    (5, 'consortium'),
    (6, 'award'),
    (7, 'paid')
) as steps (place, step)
order by place;
