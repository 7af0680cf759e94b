-- What every check of a programme rule found, as of the snapshot's date.
-- Grain: one row per rule and grant, or per rule and project where fiscal_year is NULL; filled from the files of
-- queries/checks/ that are of the kind programme, in the order of rule, fiscal year (NULL first), project.
-- outcome: pass, warn, fail, not_assessed. actual and bound are the two numbers compared, in the rule's own unit
-- (yen or fiscal years), NULL where unknown or where the rule compares no numbers. programme_id, area_id and theme are
-- those of the project, for selected_rows.
create table rule_results (
    rule varchar not null,
    project_id varchar not null,
    fiscal_year bigint,
    outcome varchar not null check (outcome in ('pass', 'warn', 'fail', 'not_assessed')),
    actual bigint,
    bound bigint,
    programme_id varchar,
    area_id varchar,
    theme varchar
);
