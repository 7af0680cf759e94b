-- The steps from an issue to a paid grant, in their order.
create macro journey_way() as [
    'issue',
    'initial_hearing',
    'introduced',
    'agreed',
    'consortium',
    'award',
    'paid',
];
