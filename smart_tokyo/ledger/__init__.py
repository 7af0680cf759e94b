"""From a source to a snapshot: read, normalise, check, build. Nothing else writes."""
