-- The programme-years of which the public sees some grants and not others, as the internal database knows them.
-- Grain: one row per programme and fiscal year; filled from the internal table of the same name.
create table part_years (programme_id varchar not null, fiscal_year bigint not null);
