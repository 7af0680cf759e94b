-- Whether a fiscal year is one of those from first to last, both included; without a known last year the first
-- alone counts. not_assessed where the year or the first is unknown.
create macro in_years(fiscal_year, first_year, last_year) as
    case
        when fiscal_year is null or first_year is null then 'not_assessed'
        when fiscal_year < first_year or fiscal_year > last_year then 'fail'
        else 'pass'
    end;
