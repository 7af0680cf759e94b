-- What the subsidy rate allows, in whole yen: the share of the eligible expense, cut to the yen. NULL where
-- either is unknown. Integer arithmetic only.
create macro rate_limit(eligible_yen, percent) as divided(eligible_yen * percent, 100);
