-- name: project_marks()
-- What of each project is compared with another snapshot because it moves with time alone, without any row changing.
-- Grain: one row per project. rag_evidence: the status by evidence on the as-of date, NULL where there is none.
select
    project_id,
    rag_evidence,
from project_states
order by project_id
