-- The steps of the journey with their place.
-- Grain: one row per step.
create table journey_order as
select
    cast(place as integer) as place,
    journey_way()[place] as step,
from range(1, len(journey_way()) + 1) as places (place);
