"""A source becomes findings and content: types, keys, what contradicts itself. Nothing is written."""
