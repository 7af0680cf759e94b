-- The projects whose texts hold each of these words, which are folded as the texts are.
-- Grain: one row per project.
create macro projects_saying(words) as table
select project_id
from project_texts
where not exists (
    select word
    from unnest(words) as asked (word)
    where not contains(project_texts.said, asked.word)
);
