-- Whether this is the internal database.
create macro is_internal() as true;
