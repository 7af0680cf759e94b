-- Which programme rules are checked.
-- Grain: one row per rule, filled from the files of queries/checks/ that are of the kind programme.
create table rules (
    rule varchar primary key
);
