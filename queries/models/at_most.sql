-- The comparison that rules make: an amount or a number of years is at most its bound; just the bound is.
-- not_assessed where either is unknown.
create macro at_most(actual, bound) as
    case
        when actual is null or bound is null then 'not_assessed'
        when actual > bound then 'fail'
        else 'pass'
    end;
