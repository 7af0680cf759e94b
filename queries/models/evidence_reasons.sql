-- What of the record speaks against a project on the as-of date, and how strongly, by the plan in force.
-- Grain and columns: those of reasons_by.
create table evidence_reasons as
select *
from reasons_by('now')
order by project_id, rag desc, reason, about_id, fiscal_year;
