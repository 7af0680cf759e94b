-- The fiscal year, April to March, that a day falls in, by the year in which it starts.
create macro fiscal_year_of(day) as year(day) - case when month(day) < 4 then 1 else 0 end;
