-- What a snapshot says about itself.
-- Grain: one row. built_at is in UTC; layout is the version of the tables, which a reader must know.
create table snapshot (
    snapshot_id varchar not null,
    as_of date not null,
    label_ja varchar not null,
    label_en varchar not null,
    fictional boolean not null,
    built_at timestamp not null,
    layout integer not null
);
