"""action_list and action_late: what meetings decided. D is 2026-03-31."""

from __future__ import annotations

from tests.queries.ledger import Given, insert_places

ACTIONS = """
    action_id | project_id | decided_on | due_on     | done_on
    all       | -          | 2026-01-01 | 2026-03-01 | -
    ahead     | p          | 2026-04-01 | 2026-05-01 | -
    done      | p          | 2026-01-01 | 2026-02-01 | 2026-03-31
    done_soon | p          | 2026-01-01 | 2026-03-30 | 2026-04-01
    ended     | old        | 2024-01-01 | 2024-03-31 | -
    on_d      | p          | 2026-03-31 | 2026-03-31 | -
    undated   | p          | 2026-01-01 | -          | -
    worse     | p          | 2026-01-01 | 2026-03-01 | -
"""
PROJECTS = "project_id | status | area_id\np | active | area\nold | withdrawn | other"


def test_every_state(given: Given) -> None:
    header = "action_id | project_id | decided_on | due_on | done_on | state | days"
    rows = """
        all       | -   | 2026-01-01 | 2026-03-01 | -          | late | 30
        done      | p   | 2026-01-01 | 2026-02-01 | 2026-03-31 | done | -
        done_soon | p   | 2026-01-01 | 2026-03-30 | -          | late | 1
        ended     | old | 2024-01-01 | 2024-03-31 | -          | late | 730
        on_d      | p   | 2026-03-31 | 2026-03-31 | -          | open | -
        undated   | p   | 2026-01-01 | -          | -          | open | -
        worse     | p   | 2026-01-01 | 2026-03-01 | -          | late | 30
    """
    ledger = given(projects=PROJECTS, actions=ACTIONS).shows("action_list", f"{header}\n{rows}")
    for selection in ({"project_id": "old"}, {"area_id": "other"}):
        ledger.shows("action_list", "action_id\nended", **selection)
    assert [row["action_id"] for row in ledger.rows("action_list", theme="mobility")] == [
        "done", "done_soon", "ended", "on_d", "undated", "worse",
    ]  # fmt: skip
    assert len(ledger.rows("action_list", from_fy=2030)) == 7  # meetings are of no fiscal year


def test_the_earliest_late_one_of_a_project_of_any_status(given: Given) -> None:
    given(projects=PROJECTS, actions=ACTIONS).shows(
        "review_attention",
        "project_id | reason | since_on | days\n"
        "old | action_late | 2024-03-31 | 730\np | action_late | 2026-03-01 | 30",
    )


def test_the_rows_behind_have_their_places(given: Given) -> None:
    """rows_attention names each late one; rows_actions says it in words."""
    ledger = given(projects=PROJECTS, actions=ACTIONS)
    places = "table_name | row_key | file | sheet | row_number | shipped\nactions | worse | actions.csv | - | 9 | false"
    insert_places(ledger, places)
    ledger.shows(
        "rows_attention",
        "project_id | reason | since_on | of_table | row_number\n"
        "old | action_late | 2024-03-31 | actions | -\np | action_late | 2026-03-01 | actions | 9\n"
        "p | action_late | 2026-03-30 | actions | -",
    )
    (worse,) = (row for row in ledger.rows("rows_actions", project_id="p") if row["action_id"] == "worse")
    assert (worse["text_ja"], worse["state"], worse["days"], worse["row_number"]) == ("x", "late", 30, 9)


def test_the_meeting_has_what_is_late_first_and_who_does_it(given: Given) -> None:
    actions = ACTIONS.replace("done_on\n", "done_on | owner\n", 1)
    actions = "\n".join(
        line if "owner" in line or not line.strip() else f"{line} | {'Sato' if 'worse' in line else '-'}"
        for line in actions.splitlines()
    )
    given(projects=PROJECTS, actions=actions).shows(
        "meeting_actions",
        """
        action_id | state | owner | text_ja
        ended     | late  | -     | x
        all       | late  | -     | x
        worse     | late  | Sato  | x
        done_soon | late  | -     | x
        on_d      | open  | -     | x
        undated   | open  | -     | x
        done      | done  | -     | x
        """,
    ).shows("meeting_actions", "action_id\nended", area_id="other")


def test_the_meeting_goes_over_promises_that_are_not_due_yet(given: Given) -> None:
    """Of projects that nothing else brings to it: what is open of p and late of old is on the board."""
    more = """
    soon      | quiet  | 2026-01-01 | 2026-03-31 | -
    later     | quiet  | 2025-09-01 | 2026-06-30 | -
    whenever  | silent | 2025-09-01 | -          | -
    over      | kept   | 2026-01-01 | 2026-02-01 | 2026-02-01
    """
    projects = f"{PROJECTS}\nsilent | selected | area\nquiet | completed | other\nkept | completed | area"
    ledger = given(projects=projects, actions=ACTIONS + more)
    ledger.shows("promised_projects", "project_id\nquiet\nsilent")
    ledger.shows("promised_projects", "project_id\nquiet", area_id="other")


def test_the_public_does_not_have_who_does_it(given: Given) -> None:
    ledger = given(audience="public", projects=PROJECTS, actions=ACTIONS)
    assert len(ledger.rows("action_list")) == 7
    assert "owner" not in ledger.rows("rows_actions")[0]
