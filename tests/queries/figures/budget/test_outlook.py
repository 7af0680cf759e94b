"""outlook and outlook_past: a range from the programme's own settled shares. D is 2026-03-31, in fiscal year 2025."""

from __future__ import annotations

import pytest

from tests.queries.ledger import Given, insert_places

HEADER = "project_id | fiscal_year | decided_yen | decided_on | settled_yen | settled_on"


def projects(number: int) -> str:
    return "project_id\n" + "\n".join(f"p{place}" for place in range(number))


def earlier(*settled: int) -> list[str]:
    """A grant of 2024 for each, of which so many of 1,000 yen were settled by D."""
    return [f"p{place} | 2024 | 1000 | - | {yen} | 2025-04-30" for place, yen in enumerate(settled)]


@pytest.mark.parametrize(
    ("shares", "low", "high"),
    [
        ((900, 910, 920, 930, 940, 950, 960), "-", "-"),  # seven
        ((980, 900, 910, 920, 930, 940, 950, 960), 910, 960),  # the second and the seventh of eight
        ((900, 910, 920, 930, 940, 950, 960, 970, 980), 920, 960),  # the third and the seventh of nine
        ((900, 910, 920, 930, 940, 950, 960, 970, 980, 990), 920, 970),  # the third and the eighth of ten
        ((0, 0, 0, 0, 1100, 1100, 1100, 1100), 0, 1100),  # more than was decided is possible
    ],
)
def test_a_range_from_eight_on(given: Given, shares: tuple[int, ...], low: object, high: object) -> None:
    rows = [HEADER, *earlier(*shares), "p0 | 2025 | 1000 | 2025-05-01 | - | -"]
    given(projects=projects(10), grants="\n".join(rows)).shows(
        "outlook",
        "programme_id | fiscal_year | decided_yen | low_yen | high_yen | from_rows\n"
        f"prog | 2025 | 1000 | {low} | {high} | {len(shares)}",
    )


def test_which_grants_give_a_share(given: Given) -> None:
    """Of earlier years, more than 0 decided and settled known, both as of D; rounded down; of its own programme."""
    # eight of 666 permille each
    shares = [f"p{place} | {year} | 3 | - | 2 | -" for place in range(4) for year in (2022, 2023)]
    none = [
        "p4 | 2023 | 0    | -          | 0 | -",
        "p4 | 2024 | -    | -          | 1 | -",
        "p5 | 2024 | 3    | 2026-04-01 | 3 | -",  # decided after D
        "p6 | 2024 | 3    | -          | 3 | 2026-04-01",  # settled after D
        "p7 | 2024 | 3    | -          | - | -",
        "p8 | 2025 | 3    | -          | 3 | -",  # of the year itself
        "p9 | 2026 | 3    | -          | 3 | -",
    ]
    programmes = [f"p{place} | prog" for place in range(10)] + ["o | other"]
    ledger = given(
        programmes="programme_id\nprog\nother",
        projects="project_id | programme_id\n" + "\n".join(programmes),
        grants="\n".join([HEADER, *shares, *none, "p0 | 2025 | 98 | - | - | -", "o | 2025 | 7 | - | - | -"]),
        grant_changes="project_id | fiscal_year | changed_on | decided_yen\np0 | 2025 | 2025-09-01 | 97",
    )
    header = "programme_id | decided_yen | low_yen | high_yen | from_rows"
    ledger.shows("outlook", f"{header}\nother | 7 | - | - | 0\nprog | 100 | 66 | 66 | 8")
    ledger.shows("outlook", f"{header}\nprog | 100 | 66 | 66 | 8", from_fy=2025, programme_id="prog")
    ledger.shows("outlook", header, to_fy=2024)
    ledger.shows("outlook", f"{header}\nprog | 97 | - | - | 2", project_id="p0")
    ledger.shows("outlook", header, project_id="p4")


def test_an_unknown_decision_has_no_range(given: Given) -> None:
    rows = [HEADER, *earlier(*[900] * 8), "p0 | 2025 | - | - | 5 | -"]
    given(projects=projects(8), grants="\n".join(rows)).shows(
        "outlook", "decided_yen | low_yen | high_yen | from_rows\n- | - | - | 8"
    )


def test_the_outlook_of_a_year_that_is_over(given: Given) -> None:
    """As known on 31 December 2024: what is dated on it counts, what is later does not; settled as of D."""
    before = [f"p{place} | 2023 | 1000 | - | 900 | 2024-12-31" for place in range(8)]
    rows = [
        HEADER,
        *before,
        "p8 | 2023 | 1000 | - | 100 | 2025-01-01",
        "p0 | 2024 | 500 | 2024-12-31 | 480 | 2025-04-30",
        "p1 | 2024 | 500 | 2025-01-01 | 500 | 2025-04-30",
        "p2 | 2024 | 500 | -          | 500 | 2026-04-01",
    ]
    changes = """
        project_id | fiscal_year | changed_on | decided_yen
        p0         | 2024        | 2024-12-31 | 600
        p0         | 2024        | 2025-01-01 | 10
        p0         | 2023        | 2025-01-01 | 1
    """
    ledger = given(projects=projects(9), grants="\n".join(rows), grant_changes=changes)
    header = "fiscal_year | decided_yen | low_yen | high_yen | from_rows | settled_yen"
    past = "2023 | 9000 | - | - | 0 | 7300\n2024 | 1100 | 990 | 990 | 8 | 980"
    ledger.shows("outlook_past", f"{header}\n{past}").shows(
        "outlook_past", f"{header}\n{past.splitlines()[1]}", from_fy=2024
    ).shows("outlook", "fiscal_year")


def test_the_rows_behind_an_outlook_have_their_places(given: Given) -> None:
    ledger = given(
        grants=f"{HEADER}\np | 2024 | 1000 | - | 900 | 2025-04-30\np | 2025 | 500 | - | - | -",
    )
    places = "table_name | row_key | file | sheet | row_number | shipped\ngrants | p/2024 | grants.csv | - | 2 | false"
    insert_places(ledger, places)
    ledger.shows(
        "rows_outlook",
        """
        fiscal_year | granted_fy | decided_yen | settled_yen | settled_now_yen | is_own | share_permille | row_number
        2024        | 2024       | 1000        | -           | 900             | true   | -              | 2
        2025        | 2024       | 1000        | 900         | 900             | false  | 900            | 2
        2025        | 2025       | 500         | -           | -               | true   | -              | -
        """,
    )
