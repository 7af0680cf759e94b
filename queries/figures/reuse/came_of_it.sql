-- name: came_of_it(programme_id, area_id, theme, project_id)
-- What came of the projects that have ended, or that somebody looked at after the grant: the line that closes each, and
-- the last follow-up with who runs it where, who pays and how many use it.
-- Grain: one row per selected project that is completed or withdrawn, or has a follow-up on or before the as-of date.
-- has_closing: a line that closes it is known. The columns of the follow-up are NULL where nobody has looked.
-- months_after: whole months from the 31 March that closed the project's last fiscal year to the follow-up; NULL where that
-- year is not known or was not over. Kept by project.
select
    projects_selected.*,
    projects.closing_ja,
    projects.closing_en,
    projects.closing_ja is not null or projects.closing_en is not null as has_closing,
    last_follow_ups.* exclude (project_id),
    case
        when last_follow_ups.checked_on > last_day_of(projects_selected.end_fy)
            then date_sub('month', last_day_of(projects_selected.end_fy), last_follow_ups.checked_on)
    end as months_after,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join projects using (project_id)
left join (
    select columns(lambda name: name not in ('note', 'source_id'))
    from follow_ups
    where has_come(checked_on)
    qualify row_number() over (partition by project_id order by checked_on desc) = 1
) as last_follow_ups using (project_id)
where projects_selected.status in ('completed', 'withdrawn') or last_follow_ups.checked_on is not null
order by project_id
