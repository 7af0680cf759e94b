"""The sentences of the domain that several pages share: money, rules, status, KPIs, the journey, places. What one page
alone says is in the room of that page."""
