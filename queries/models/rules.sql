-- Which programme rules are checked, and of what kind they are.
-- Grain: one row per rule, filled from the files of queries/checks/ that are of the kind programme: its place in lists,
-- what it compares, and the column of programmes that sets its bound (NULL where the rule has its own).
create table rules (
    rule varchar primary key,
    place bigint not null,
    kind varchar not null,
    term varchar
);
