"""The open data for programs: answers, limits, their description. What they are made of is `open_data`, `figures`."""
