-- What a project has its place by in a list by title, in Japanese ('ja') or English.
create macro place_by_title(of_project, lang) as (
    select case lang when 'ja' then title_ja else title_en end
    from project_texts
    where project_texts.project_id = of_project
);
