-- name: project_marks()
-- What of each project a comparison with another snapshot looks at, as one mark.
-- Grain: one row per project. mark is another where programme, area, theme or status, the reported status, its date or
-- the status by evidence, an amount of a grant, or the due date or state of a milestone is. Only marks that are read by
-- the same process may be compared.
with

marks as (

    select project_id, hash(programme_id, area_id, theme, status) as mark
    from projects
    union all
    select project_id, hash(project_id, last_report_on, rag_reported, rag_evidence) as mark
    from project_states
    union all
    select
        project_id,
        hash(fiscal_year, eligible_expense_yen, requested_yen, decided_yen, settled_yen, paid_yen) as mark,
    from grant_rows
    union all
    select project_id, hash(milestone_id, due_on, state) as mark
    from milestone_states

)

select
    project_id,
    cast(bit_xor(mark) as varchar) as mark,
from marks
group by project_id
order by project_id
