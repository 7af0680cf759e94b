-- A whole number divided by another, cut to the whole: the one integer division of models and checks.
create macro divided(amount, parts) as amount // parts;
