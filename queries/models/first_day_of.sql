-- The day on which a fiscal year begins: 1 April. NULL where the year is unknown.
create macro first_day_of(fiscal_year) as make_date(cast(fiscal_year as integer), 4, 1);
