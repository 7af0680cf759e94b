"""What was changed of a project's plan, on its page and where it counts, from a ledger as of 2025-10-01; documents."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from smart_tokyo.figures.plan import BY_REASON
from smart_tokyo.store import AUDIENCES
from tests.conftest import ROOT, Once, build
from tests.outputs import reading_back
from tests.outputs.conftest import Declare, ask, declare, written  # noqa: F401
from tests.pages.conftest import Opener, See, Seen, pictures, tables, text_of

TABLES = {
    "projects": """
        project_id,programme_id,area_id,title_ja,title_en,theme,status,start_fy,published,confidence
        pro-a,prog-a,area-a,変えた事業,Changed project,mobility,active,2022,true,seen
        pro-b,prog-a,area-a,同じ事業,Same project,mobility,active,2022,true,seen
    """,
    "grants": """
        project_id,fiscal_year,eligible_expense_yen,requested_yen,requested_on,decided_yen,decided_on
        pro-a,2022,30000000,15000000,2022-05-10,15000000,2022-06-20
        pro-a,2023,30000000,15000000,2023-05-10,,
        pro-a,2024,30000000,15000000,2024-05-10,15000000,2024-06-20
        pro-b,2024,30000000,15000000,2024-05-10,15000000,2024-06-20
    """,
    "grant_changes": """
        project_id,fiscal_year,changed_on,decided_yen,reason,reason_ja,reason_en
        pro-a,2022,2022-11-01,14000000,cost,安く*済んだ*。,It cost *less*.
        pro-a,2023,2023-11-01,9000000,scope,,
        pro-a,2024,2025-10-02,1234567,partner,,
    """,
    "milestones": """
        milestone_id,project_id,title_ja,title_en,due_on,done_on,confidence
        mil-1,pro-a,一度,Once,2025-03-01,2025-05-01,seen
        mil-2,pro-a,二度,Twice,2025-09-01,,seen
        mil-3,pro-a,後で,Later,2025-06-01,2025-06-01,seen
        mil-4,pro-b,不変,Never,2025-12-01,,seen
    """,
    "milestone_changes": """
        milestone_id,changed_on,due_on,reason,reason_ja,reason_en
        mil-1,2025-01-10,2025-04-30,cost,,
        mil-2,2025-08-01,2025-10-10,disaster,,A storm.
        mil-2,2025-10-01,2026-01-20,schedule,,
        mil-3,2025-10-02,2026-06-01,other,,
    """,
    "kpis": """
        kpi_id,project_id,name_ja,name_en,unit_ja,unit_en,direction,baseline_value,baseline_on,target_value,target_on,confidence
        kpi-1,pro-a,人数,Users,人,people,increase,0,2022-04-01,100.5,2025-03-31,seen
        kpi-2,pro-a,不明,Unknown,,,increase,,,,,seen
        kpi-3,pro-b,不変,Same,,,increase,,,5,,seen
    """,
    "kpi_target_changes": """
        kpi_id,changed_on,target_value,target_on,reason,reason_ja,reason_en
        kpi-1,2025-01-10,120,2026-03-31,scope,,
        kpi-2,2025-02-10,50,,technology,,
    """,
    "kpi_values": "kpi_id,measured_on,value\nkpi-1,2025-09-01,90",
}
"""Changed once and twice, on the as-of date and after it; of one grant and one KPI nobody knows the original."""
ONCE = "- **Once**  \n  1 Mar 2025  \n  → 30 Apr 2025 \\(10 Jan 2025, Change of cost\\)"
TWICE = (
    "- **Twice**  \n  1 Sep 2025  \n  → 10 Oct 2025 \\(1 Aug 2025, Disaster\\: A storm\\.\\)"
    "  \n  → 20 Jan 2026 \\(1 Oct 2025, Change of schedule\\)"
)
MONEY = (
    "- **FY2022**  \n  ¥15,000,000  \n  → ¥14,000,000 \\(1 Nov 2022, Change of cost\\: It cost \\*less\\*\\.\\)"
    "\n- **FY2023**  \n  not published  \n  → ¥9,000,000 \\(1 Nov 2023, Change of scope\\)"
)
TARGETS = (
    "- **Users**  \n  100\\.5 people  \n  → 120 people \\(10 Jan 2025, Change of scope\\)"
    "  \n  Target date\\: 31 Mar 2025 → 31 Mar 2026"
    "\n- **Unknown**  \n  not published  \n  → 50 \\(10 Feb 2025, Technology\\)"
)
MOVED = "The due date of {of} milestones was moved, by a median of 100.5 days and by 141 at most."
DECIDED = "The decided amount of 2 of 4 grant years was changed."
AIMS = "The target of 2 of 3 KPIs was changed."


@pytest.fixture(scope="module")
def changed_store(once: Once) -> Path:
    def fill(folder: Path) -> None:
        of_hidden = ("actions", "documents", "follow_ups", "status_reports", "support")
        others = shutil.ignore_patterns(*(f"{name}.csv" for name in of_hidden))
        source = shutil.copytree(ROOT / "tests" / "data" / "small", folder / "source", ignore=others)
        for name, text in TABLES.items():
            lines = "\n".join(line.strip() for line in text.strip().splitlines())
            (source / f"{name}.csv").write_text(lines + "\n", encoding="utf-8")
        build(source, folder / "store")

    return once("changed", fill) / "store"


def project(open_page: Opener, store: Path, audience: str, project_id: str, lang: str = "en") -> AppTest:
    return open_page("projects", store, audience, lang=lang, project=project_id)


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_a_changed_project_says_original_and_now_with_day_and_reason(
    changed_store: Path, open_page: Opener, audience: str
) -> None:
    at = project(open_page, changed_store, audience, "pro-a")
    said = text_of(at)
    money, aims = MONEY, TARGETS
    if audience == "internal":
        money, aims = (text.replace("not published", "not recorded") for text in (money, aims))
    for expected in (f"{ONCE}\n{TWICE}\n", money, aims, MOVED.format(of="2 of 3")):
        assert expected in said
    assert "Jun 2026" not in said and "1,234,567" not in said  # what was changed after the as-of date
    drawn = next(one for one in pictures(at) if "Originally due" in one.words)
    assert "Moved to" in drawn.words and MOVED.format(of="2 of 3") in drawn.alternative
    rows = next(one.value for one in tables(at) if "Original due date" in one.value.columns)
    assert [" ".join(day.split()) for day in rows["Original due date"]] == [
        "1 Mar 2025",
        "1 Jun 2025",
        "1 Sep 2025",
    ]
    assert list(rows["Days against the original due date"]) == ["61", "0", "30"]


def test_an_unchanged_project_says_nothing_of_changes(changed_store: Path, open_page: Opener) -> None:
    at = project(open_page, changed_store, "public", "pro-b")
    words = text_of(at) + "".join(one.words for one in pictures(at))
    said = ("Original", "original", "was moved", "was changed", "Changed", "Moved to")
    assert [one for one in said if one in words] == []


def test_the_evidence_by_the_original_plan_stands_beside_where_it_differs(
    changed_store: Path, open_page: Opener
) -> None:
    said = text_of(project(open_page, changed_store, "public", "pro-a"))
    assert "**Evidence status**: ● On track (by the original plan: Caution)" in said
    said = text_of(open_page("progress", changed_store, "public", lang="en"))
    assert said.count("by the original plan") == 1


def test_pages_of_the_portfolio_count_what_was_changed(changed_store: Path, open_page: Opener) -> None:
    at = open_page("progress", changed_store, "public", lang="en")
    said, four = text_of(at), MOVED.format(of="2 of 4")
    both = "Where both are known, 45.0 million yen was decided at first in all and 44.0 million yen is now."
    done = "Of the milestones that are done, 1 of 2 were done by the original due date."
    assert f"{four} {DECIDED} {both} {AIMS} {done}" in said
    words = [one.alternative for one in pictures(at)]
    assert "Change of cost: +60 days; Disaster: +39 days; Change of schedule: +102 days" in words
    assert "Change of cost: −1.0 million yen" in words  # of the other change nobody knows the original
    rows = next(one.value for one in tables(at) if "Changes of due dates" in one.value.columns)
    scope = rows[rows["Reason"] == "Change of scope"].iloc[0]
    assert list(scope) == ["Change of scope", "0", "–", "1", "–", "1"]
    for name, audience in (("overview", "public"), ("review", "internal")):
        assert f"{four} {DECIDED} {both} {AIMS}" in text_of(
            open_page(name, changed_store, audience, lang="en")
        )
    assert f"{DECIDED} {both}" in text_of(open_page("funding", changed_store, "public", lang="en"))


@pytest.mark.parametrize("name", ["overview", "progress", "funding"])
def test_pages_without_a_change_say_nothing_of_it(register_store: Path, open_page: Opener, name: str) -> None:
    said = text_of(open_page(name, register_store, "public", lang="en"))
    assert "was moved" not in said and "was changed" not in said and "Original" not in said


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("audience", ["public", "internal"])
def test_reports_say_what_the_pages_say(
    changed_store: Path,
    open_page: Opener,
    declare: Declare,  # noqa: F811
    audience: str,
    lang: str,
) -> None:
    """To the letter but for the unit of money: the steps of each change, in every format."""
    said = text_of(project(open_page, changed_store, audience, "pro-a", lang))
    page = " ".join(said.replace("\\", "").split())
    document = declare(changed_store, audience, "project", lang, project_id="pro-a")
    steps = [row[-1] for section in document.sections for table in section.tables for row in table.rows
             if "→" in str(row[-1])]  # fmt: skip
    assert len(steps) == 6
    assert [step for step in steps if step not in page] == []
    for format, read in (
        ("pdf", lambda content: "".join(reading_back.pdf_pages(content))),
        (
            "xlsx",
            lambda content: "".join(str(reading_back.cells(one)) for one in reading_back.sheets(content)),
        ),
    ):
        text = "".join(read(written(document, format)).split())
        assert [step for step in steps if "".join(step.split()) not in text] == []


@pytest.mark.parametrize(
    ("kind", "drawn"), [("progress", "date_difference"), ("funding", "amount_difference")]
)
@pytest.mark.parametrize("audience", ["public", "internal"])
def test_reports_of_the_portfolio_have_the_changes_by_reason(
    changed_store: Path,
    declare: Declare,  # noqa: F811
    ask: Callable[..., list[dict[str, Any]]],  # noqa: F811
    audience: str,
    kind: str,
    drawn: str,
) -> None:
    document = declare(changed_store, audience, kind, "en")
    (section,) = (one for one in document.sections if one.title == "Original plan and now")
    said = "Where both are known, ¥45,000,000 was decided at first in all and ¥44,000,000 is now."
    assert f"{DECIDED} {said}" in section.paragraphs[0]
    assert (MOVED.format(of="2 of 4") in section.paragraphs[0]) == (kind == "progress")
    reasons = ask(changed_store, audience, "plan_reasons")
    by_reason = section.tables[0]
    assert [row[1:] for row in by_reason.rows] == [tuple(row[name] for name in BY_REASON) for row in reasons]
    drawings = [reading_back.series(one) for one in reading_back.charts(written(document, "pptx"))]
    known = [row[drawn] for row in reasons if row[drawn] is not None]
    assert known in [values for one in drawings for values in one.values()]
    if kind == "funding":
        assert [row[1:] for row in section.tables[1].rows] == [
            (2022, "¥15,000,000 → ¥14,000,000 (1 Nov 2022, Change of cost: It cost *less*.)"),
            (2023, f"{document.t('not published')} → ¥9,000,000 (1 Nov 2023, Change of scope)"),
        ]


@pytest.mark.parametrize("kind", ["progress", "funding"])
def test_reports_without_a_change_have_no_such_part(
    register_store: Path,
    declare: Declare,  # noqa: F811
    kind: str,
) -> None:
    titles = [one.title for one in declare(register_store, "public", kind, "en").sections]
    assert "Original plan and now" not in titles


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_the_towns_of_its_area_lead_to_their_pages(
    sample_store: Path, open_page: Opener, audience: str
) -> None:
    said = text_of(project(open_page, sample_store, audience, "SMP-001"))
    assert re.search(r"\*\*Municipality\*\*: \[Sumida City\]\(town\?.*code=131075\)", said)


def test_one_that_has_ended_without_a_known_end_says_so(see: See) -> None:
    one, others = ({"project": f"P-{key}"} for key in ("2020-OMY", "2025-CHOFU"))
    for address in (one, {}, others):
        text = see("projects", "register", "public", lang="en", **address).text.replace("\\", "")
        assert ("FY2020– (end not known)" in text) == (address != others)


def test_its_documents_newest_first(see: See) -> None:
    """SMD-007 of SMP-014 is published after the as-of date; that of SMP-005 has no day."""
    for audience in AUDIENCES:
        page = see("projects", "sample", audience, lang="en", project="SMP-001")
        listed = next(one.value for one in tables(page.at) if "Document" in one.value)
        first = "[(Sample) How to place the sensors](https://example.org/smart-tokyo-sample/SMD-002.pdf)"
        assert [one.replace("\\", "") for one in listed["Document"]][0] == first
        assert list(listed["Kind"]) == ["Manual", "Report"]
        assert list(listed["Published on"]) == ["20 May 2025", "30 Apr 2025"]
    none = "No document is published for this project."
    assert none in see("projects", "sample", "public", lang="en", project="SMP-014").text
    listed = tables(see("projects", "sample", "public", lang="en", project="SMP-005").at)
    assert "day not known" in [
        day for one in listed if "Document" in one.value for day in one.value["Published on"]
    ]


def test_what_came_of_it_and_what_was_decided(see: See) -> None:
    """The closing line, the follow-ups newest first, and the measures; who does them internally alone."""
    for audience in AUDIENCES:
        seen = see("projects", "sample", audience, lang="en", project="SMP-001")
        assert "The shop association keeps the display going" in seen.text
        listed = next(one.value for one in tables(seen.at) if "State found" in one.value)
        assert list(listed["State found"]) == ["Scaled up", "Still running"]
        assert list(listed["Users"]) == ["5,200", "2,450"]
        kept = "(Sample) Three neighbouring streets"
        assert [one.replace("\\", "") for one in listed["Place"]][0] == kept
    ended = see("projects", "sample", "public", lang="en", project="SMP-007").text
    assert (
        "no line that closes it is published" in ended and "Nobody has looked at it after the grant" in ended
    )
    of = {"lang": "en", "project": "SMP-010"}
    public, internal = (see("projects", "sample", who, **of) for who in ("public", "internal"))
    assert "Measures taken" in public.text and "Decisions and homework" in internal.text
    rows = [
        next(one.value for one in tables(seen.at) if "Decided at the meeting" in one.value)
        for seen in (public, internal)
    ]
    assert [len(one) for one in rows] == [1, 2]
    assert "Owner" not in rows[0] and set(rows[1]["Owner"]) == {"担当 見本花子"}


def test_what_one_unit_of_a_result_came_to(see: See) -> None:
    """SMP-009: SMK-018 went from 0 to 3,174 households; all three years are settled."""
    said = "¥50,250,500 settled in total, for 3,174 households more than at the baseline: ¥15,831 per unit (households)"
    assert said in see("projects", "sample", "public", lang="en", project="SMP-009").text
    assert "1世帯あたり15,831円" in see("projects", "sample", "public", lang="ja", project="SMP-009").text


def steps(page: Seen) -> dict[str, tuple[str, str]]:
    """The steps of the chain by their names: where each leads, and what it says."""
    (body,) = (one.proto.body for one in page.at.get("html") if 'class="chain' in one.proto.body)
    found = re.findall(r"<li><h3>(.*?)</h3>(.*?)</li>", body)
    return {
        re.sub("<.*?>", "", head): (
            "".join(re.findall('href="(.*?)"', head)),
            " ".join(re.sub("<.*?>", " ", said).split()),
        )
        for head, said in found
    }


def test_the_chain_from_the_issue_to_what_came_of_it(see: See) -> None:
    """SMP-009, whose first output went from 0 to 3,174 households; of SMP-004 the match SMX-001 names the issue."""
    of = {"lang": "en", "project": "SMP-009"}
    ended = steps(see("projects", "sample", **of))
    assert list(ended) == ["Issue", "Money", "Output", "Outcome", "After the grant"]
    assert "Which issue it answers is not published." in ended["Issue"][1]
    assert "50.3 million yen settled of 51.1 million yen decided" in ended["Money"][1]
    assert "3,174 households (target 3,000 households)" in ended["Output"][1]
    assert "¥15,831 per unit (households)" in ended["Output"][1]
    assert "Still running" in ended["After the grant"][1] and "20 Nov 2025" in ended["After the grant"][1]
    assert [to for to, _ in ended.values()][1:] == ["#money", "#kpis", "#kpis", "#follow_ups"]
    of = {"lang": "en", "project": "SMP-004"}
    public, internal = (steps(see("projects", "sample", who, **of)) for who in ("public", "internal"))
    assert "SMI-011" in internal["Issue"][1] and "SMI-011" not in str(public)
    assert internal["Issue"][0].startswith("town?") and public["Issue"][0].startswith("reuse?")
    assert public["After the grant"] == ("", "The project has not ended.")


def test_a_chain_says_of_each_step_what_is_not_published(see: See) -> None:
    said = steps(see("projects", "register", lang="en", project="P-2020-OMY"))
    assert "Decided: not published" in said["Money"][1] and "No KPI" in said["Outcome"][1]


@pytest.mark.parametrize("audience", AUDIENCES)
def test_its_report_has_the_same_chain(
    sample_store: Path,
    see: See,
    declare: Declare,  # noqa: F811
    audience: str,
) -> None:
    shown = steps(see("projects", "sample", audience, lang="en", project="SMP-002"))
    sections = declare(sample_store, audience, "project", "en", project_id="SMP-002").sections
    (table,) = (one.tables[0] for one in sections if one.title == "From the issue to what came of it")
    assert list(dict.fromkeys(row[0] for row in table.rows)) == list(shown)
    goals = re.findall(r"\(target .*?\)", " ".join(said for _, said in shown.values()))
    assert goals and all(any(goal in row[1] for row in table.rows) for goal in goals)
