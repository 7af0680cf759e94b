-- Whether a project came to a result: it is completed or has reached a KPI target.
create macro has_result(of_status, targets) as of_status = 'completed' or targets > 0;
