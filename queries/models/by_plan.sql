-- Of two values that of the original plan where plan is 'original', else that of the plan in force ('now').
create macro by_plan(plan, original_value, value_now) as
    case plan when 'original' then original_value else value_now end;
