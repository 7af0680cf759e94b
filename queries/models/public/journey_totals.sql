-- The journey of all issues, published or not, as the internal database counted it; hearings, matches and
-- unpublished issues themselves are not here.
-- Grain: one row per step; filled from the internal table of the same name.
create table journey_totals (
    place integer not null,
    step varchar not null,
    issues bigint not null,
    median_days_from_previous double
);
