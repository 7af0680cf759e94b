-- The journey of all issues where a person asks about all; of a part it is unknown here, as the rows are
-- not here and counts of a part could tell of a single unpublished issue.
-- Grain: one row per step; issues and median are NULL unless every argument is NULL.
create macro selected_journey(of_programme, of_area, of_theme, of_project) as table
select
    place,
    step,
    case when coalesce(of_programme, of_area, of_theme, of_project) is null then issues end as issues,
    case
        when coalesce(of_programme, of_area, of_theme, of_project) is null then median_days_from_previous
    end as median_days_from_previous,
from journey_totals;
