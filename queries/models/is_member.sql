-- Whether a membership holds on a day: from joined_on to left_on, both included, without limit where one is unknown.
create macro is_member(joined_on, left_on, day) as
    coalesce(joined_on <= day, true) and coalesce(left_on >= day, true);
