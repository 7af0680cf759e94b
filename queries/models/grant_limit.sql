-- The largest grant that the cap and the rate limit allow together, in yen: the smaller; one that is unknown
-- drops out, and both unknown give NULL.
create macro grant_limit(cap_yen, rate_limit_yen) as least(cap_yen, rate_limit_yen);
