-- The journey of all issues, published or not: the one aggregate over hidden rows that the public database
-- holds as well, copied from here.
-- Grain: one row per step, as in selected_journey.
create table journey_totals as
select *
from selected_journey(null, null, null, null)
order by place;
