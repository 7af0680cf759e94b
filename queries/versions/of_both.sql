-- name: of_both#
-- The rows of a table in the version `old` and, is_later, in the version `new`.
create temporary macro of_both(of_table) as table
select
    false as is_later,
    *,
from query_table('old.main.' || of_table)
union all by name
select
    true as is_later,
    *,
from query_table('new.main.' || of_table)
