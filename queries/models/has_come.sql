-- Whether a day is the as-of date or before it, so that what is dated on it is in force; NULL where the day is unknown.
create macro has_come(on_date) as on_date <= as_of_day();
