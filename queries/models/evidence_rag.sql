-- The colour that the evidence speaks for, of a project with status selected or active; NULL for others.
-- any_red: one of its reasons is red; NULL where there is no reason. Without any it is green, but NULL where nothing
-- could speak: no milestone, no KPI lag, no report, and a programme that does not say that reports are expected.
create macro evidence_rag(status, any_red, reports_expected, milestones, worst_lag, last_report_on) as
    case
        when status not in ('selected', 'active') then null
        when any_red then 'red'
        when any_red is not null then 'amber'
        when reports_expected or milestones > 0 or worst_lag is not null or last_report_on is not null then 'green'
    end;
