-- The day that closes a fiscal year: 31 March. NULL where the year is unknown.
create macro last_day_of(fiscal_year) as make_date(cast(fiscal_year as integer) + 1, 3, 31);
