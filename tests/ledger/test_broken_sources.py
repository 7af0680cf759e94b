"""Sixty deliberately broken sources, each with exactly its findings: none is missed and none is made up."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from smart_tokyo.ledger.checking.check import REFERENCE_DIR, check_source
from tests.ledger.sources import CORE, SMALL, WHOLE_LISTS, changed, core
from tests.ledger.workbooks import cell, rewritten, workbook, zipped

Told = tuple[str, str, str | None, str, str | None]  # severity, code, table, location, column
Change = Callable[[Path], object]

GRANTS = "project_id,fiscal_year,decided_yen,decided_on,note\n"
MONEY = "project_id,fiscal_year,eligible_expense_yen,requested_yen,decided_yen,settled_yen,paid_yen\n"
MEMBERS = "consortium_id,organization_id,role,joined_on,left_on\n"
BOTH = "con-a,org-firm,member,,\ncon-hidden,org-firm,lead,,\ncon-hidden,org-city,member,,\n"
MILESTONES = "milestone_id,project_id,title_ja,due_on,done_on\n"
ISSUES = "issue_id,municipality_code,title_ja,theme,raised_on,published\n"
MATCHES = "match_id,issue_id,organization_id,introduced_on,agreed_on,closed_on\n"
EVENTS = "event_id,name_ja,held_on,local_governments\n"
SUPPORT = "support_id,project_id,kind,provided_on,hours\n"
KPIS = "kpi_id,project_id,name_ja,direction,baseline_value,baseline_on,target_value,target_on\n"
TWO = "pro-a,2024,1000000,2024-07-01,\npro-a,2025,2000000,2025-07-01,x\n"


class Case(NamedTuple):
    """A source in one of three forms: tables written anew, then the file changed, and what is to be found."""

    what: str
    form: str
    tables: Mapping[str, str | bytes]
    told: list[Told]
    change: Change | None = None
    cells: Mapping[str, object] = {}  # of the sheet grants
    edit: Callable[[Worksheet], Any] | None = None  # of the same


def error(code: str, table: str | None, location: str, column: str | None = None) -> Told:
    return "error", code, table, location, column


def warning(code: str, table: str | None, location: str, column: str | None = None) -> Told:
    return "warning", code, table, location, column


def info(code: str, table: str | None, location: str, column: str | None = None) -> Told:
    return "info", code, table, location, column


def at(table: str, line: int) -> str:
    return f"{table}.csv:{line}"


def one_error(
    what: str, form: str, table: str, rows: str | bytes, code: str, line: int, column: str | None
) -> Case:
    """A single error in a table of CSV."""
    return Case(what, form, {table: rows}, [error(code, table, at(table, line), column)])


def put(name: str, data: bytes | str) -> Change:
    """Adds a file to a folder."""
    return lambda folder: (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())


FOLDERS = [
    one_error(
        "thousands of yen",
        "folder",
        "grants",
        GRANTS + "pro-a,2024,12千円,,\n",
        "type-yen-unit",
        2,
        "decided_yen",
    ),
    one_error(
        "less than nothing",
        "zip",
        "grants",
        GRANTS + "pro-a,2024,-5,,\n",
        "type-yen-negative",
        2,
        "decided_yen",
    ),
    one_error(
        "too much money",
        "folder",
        "grants",
        GRANTS + "pro-a,2024,10000000000001,,\n",
        "range",
        2,
        "decided_yen",
    ),
    one_error(
        "30 February",
        "folder",
        "grants",
        GRANTS + "pro-a,2024,,2025-02-30,\n",
        "type-date-no-day",
        2,
        "decided_on",
    ),
    one_error(
        "an era that was over",
        "zip",
        "grants",
        GRANTS + "pro-a,2024,,平成31年5月1日,\n",
        "type-date-era-end",
        2,
        "decided_on",
    ),
    one_error(
        "a year in other words",
        "folder",
        "grants",
        GRANTS + "pro-a,FY24,,,\n",
        "type-fiscal-year",
        2,
        "fiscal_year",
    ),
    one_error(
        "a year before the first", "zip", "grants", GRANTS + "pro-a,2018,,,\n", "range", 2, "fiscal_year"
    ),
    one_error(
        "neither yes nor no",
        "folder",
        "projects",
        changed("projects", "2022,,true,seen", "2022,,公開,seen"),
        "type-boolean",
        2,
        "published",
    ),
    one_error(
        "many is no number",
        "zip",
        "events",
        EVENTS + "e,会,2025-04-01,多数\n",
        "type-integer",
        2,
        "local_governments",
    ),
    one_error(
        "a unit behind a number",
        "folder",
        "support",
        SUPPORT + "s,pro-a,expert,2024-04-01,2時間\n",
        "type-number",
        2,
        "hours",
    ),
    one_error(
        "a role nobody has",
        "folder",
        "consortium_members",
        MEMBERS + "con-a,org-city,chief,,\n" + BOTH,
        "enum",
        2,
        "role",
    ),
    one_error(
        "a required cell is empty",
        "zip",
        "milestones",
        MILESTONES + "m,pro-a,,2024-04-01,\n",
        "required",
        2,
        "title_ja",
    ),
    one_error(
        "a required cell is undecided",
        "folder",
        "milestones",
        MILESTONES + "m,pro-a,題,未定,\n",
        "required",
        2,
        "due_on",
    ),
    one_error(
        "a code of five digits",
        "folder",
        "issues",
        ISSUES + "i,13107,題,mobility,2024-04-01,true\n",
        "municipality-code-five",
        2,
        "municipality_code",
    ),
    one_error(
        "a wrong check digit",
        "zip",
        "organizations",
        changed("organizations", "8000020130001", "8000020130002"),
        "check-digit",
        2,
        "corporate_number",
    ),
    one_error(
        "a project nobody knows",
        "folder",
        "grants",
        GRANTS + "pro-x,2024,,,\n",
        "foreign-key",
        2,
        "project_id",
    ),
    one_error(
        "more cells than columns", "folder", "grants", GRANTS + "pro-a,2024,,,a,b\n", "extra-cells", 2, None
    ),
    one_error("fewer cells than columns", "zip", "grants", GRANTS + "pro-a,2024\n", "missing-cells", 2, None),
    one_error(
        "a quotation mark stays open", "folder", "grants", GRANTS + 'pro-a,2024,,,"x\n', "csv-syntax", 2, None
    ),
    one_error(
        "bytes that are no text",
        "folder",
        "grants",
        GRANTS.encode() + b"pro-a,2024,,,\xff\n",
        "encoding",
        2,
        None,
    ),
    one_error(
        "another encoding",
        "zip",
        "events",
        (EVENTS + "e,まちのかい,2025-04-01,\n").encode("euc_jp"),
        "encoding",
        2,
        None,
    ),
    one_error(
        "a control character",
        "folder",
        "grants",
        GRANTS + "pro-a,2024,,,a\0b\n",
        "control-character",
        2,
        "note",
    ),
    one_error(
        "a text without end", "zip", "grants", GRANTS + f"pro-a,2024,,,{'字' * 2001}\n", "too-long", 2, "note"
    ),
    one_error(
        "a column is missing",
        "folder",
        "consortium_members",
        "consortium_id,organization_id\ncon-a,org-city\n",
        "missing-column",
        1,
        "role",
    ),
    Case(
        "the same key in another form",
        "folder",
        {"grants": GRANTS + "pro-a,2024,1,,\npro-a,令和6年度,2,,\n"},
        [
            info("normalised", "grants", at("grants", 3), "fiscal_year"),
            error("duplicate-key-grants", "grants", at("grants", 3), "project_id, fiscal_year"),
        ],
    ),
    Case(
        "two things nobody knows",
        "zip",
        {"matches": MATCHES + "m,iss-x,org-x,2024-04-01,,\n"},
        [
            error("foreign-key", "matches", at("matches", 2), "issue_id"),
            error("foreign-key", "matches", at("matches", 2), "organization_id"),
        ],
    ),
    Case(
        "a column twice, one nobody knows",
        "folder",
        {"grants": "project_id,fiscal_year,年度,secret\npro-a,2024,2024,x\n"},
        [
            error("duplicate-column", "grants", at("grants", 1), "fiscal_year"),
            warning("unknown-column", "grants", at("grants", 1)),
        ],
    ),
    Case("an empty file", "folder", {"hearings": ""}, [error("empty-file", "hearings", "hearings.csv")]),
    Case(
        "a table twice",
        "zip",
        {"grants": GRANTS, "交付": GRANTS},
        [error("duplicate-table", "grants", "交付.csv")],
    ),
    Case(
        "files that are no tables",
        "folder",
        {"nothing": "a\n"},
        [
            error("table-not-csv", None, "grants.xlsx"),
            warning("unknown-table", None, "nothing.csv"),
        ],
        put("grants.xlsx", b"PK"),
    ),
    Case(
        "an as-of date in words",
        "folder",
        {},
        [error("dataset-file", None, "dataset.yaml")],
        put("dataset.yaml", "as_of: soon\n"),
    ),
    Case(
        "a word dataset.yaml has not",
        "folder",
        {},
        [error("dataset-file", None, "dataset.yaml")],
        put("dataset.yaml", "label: x\n"),
    ),
    Case(
        "other words for a shipped row",
        "zip",
        {"themes": "theme_id,name_ja,name_en\nmobility,移動,Moving\ntheme-hidden,体育,Sports\n"},
        [error("reference-conflict", "themes", at("themes", 2), "theme_id")],
    ),
    Case(
        "a shipped row again, and a blank one",
        "folder",
        {
            "themes": "\n".join((REFERENCE_DIR / "themes.csv").read_text("utf-8").splitlines()[:2])
            + "\n,,\ntheme-hidden,体育,Sports\n"
        },
        [
            info("reference-same", "themes", at("themes", 2), "theme_id"),
            info("blank-row", "themes", at("themes", 3)),
        ],
    ),
    Case(
        "everything written in another way",
        "zip",
        {"grants": GRANTS + "pro-a,令和６年度,￥1，000円,R6.7.1,－\n"},
        [
            info("normalised", "grants", at("grants", 2), one)
            for one in ("fiscal_year", "decided_yen", "decided_on", "note")
        ],
    ),
]

CONTRADICTIONS = [
    one_error(
        "left before joining",
        "folder",
        "consortium_members",
        MEMBERS + "con-a,org-city,lead,2023-04-01,2023-03-31\n" + BOTH,
        "left-before-joined",
        2,
        "left_on",
    ),
    one_error(
        "an end before the start",
        "folder",
        "projects",
        changed("projects", ",2022,,true", ",2022,2021,true"),
        "end-before-start",
        2,
        "end_fy",
    ),
    one_error(
        "a grant before the programme",
        "zip",
        "grants",
        GRANTS + "pro-a,2021,,,\n",
        "grant-outside-programme-years",
        2,
        "fiscal_year",
    ),
    one_error(
        "done before it began",
        "folder",
        "milestones",
        MILESTONES + "m,pro-a,題,2022-09-01,2022-03-31\n",
        "done-before-project",
        2,
        "done_on",
    ),
    Case(
        "closed before anything happened",
        "folder",
        {
            "issues": ISSUES + "i,131075,題,mobility,2024-04-01,true\n",
            "matches": MATCHES + "m,i,org-firm,2024-05-01,2024-04-30,2024-04-29\n",
        },
        [
            error("agreed-before-introduced", "matches", at("matches", 2), "agreed_on"),
            error("closed-before-introduced", "matches", at("matches", 2), "closed_on"),
            warning("closed-before-agreed", "matches", at("matches", 2), "closed_on"),
        ],
    ),
    Case(
        "nobody leads",
        "folder",
        {"consortium_members": MEMBERS + "con-a,org-city,member,,\n" + BOTH, "consortia": WHOLE_LISTS},
        [
            warning("consortium-without-lead", "consortia", at("consortia", 2)),
            warning("rule-consortium-fail", "projects", at("projects", 2), "consortium_id"),
        ],
    ),
    Case(
        "one body, two ids",
        "zip",
        {
            "organizations": changed(
                "organizations",
                "org-firm,例の会社,Example Firm,company,,",
                "org-firm,例の 区,Example Firm,company,8000020130001,",
            )
        },
        [
            warning("one-name-two-ids", "organizations", at("organizations", 3), "name_ja"),
            warning(
                "same-corporate-number-twice", "organizations", at("organizations", 3), "corporate_number"
            ),
        ],
    ),
    Case(
        "a summary that says nothing, and another's area",
        "folder",
        {
            "projects": changed(
                "projects",
                "area-a,con-a,例の事業,Example project,,",
                "area-hidden,con-a,例の事業,Example project,例の事業,",
            )
        },
        [
            warning("title-equals-summary", "projects", at("projects", 2), "summary_ja"),
            warning("area-of-another-programme", "projects", at("projects", 2), "area_id"),
        ],
    ),
    Case(
        "a year written wrongly",
        "zip",
        {"events": EVENTS + "e,会,2205-04-01,\n"},
        [warning("date-far-ahead", "events", at("events", 2), "held_on")],
    ),
    Case(
        "a target the wrong way round",
        "folder",
        {"kpis": KPIS + "k,pro-a,名,increase,100,2024-04-01,99,2024-03-31\n"},
        [
            warning("target-against-direction", "kpis", at("kpis", 2), "target_value"),
            warning("target-before-baseline", "kpis", at("kpis", 2), "target_on"),
        ],
    ),
    Case(
        "more than the programme pays",
        "folder",
        {"grants": MONEY + "pro-a,2022,30000000,15000000,20000001,,\n"},
        [
            warning("rule-cap-fail", "grants", at("grants", 2), "decided_yen"),
            warning("rule-rate-fail", "grants", at("grants", 2), "decided_yen"),
            warning("rule-over-request-warn", "grants", at("grants", 2), "decided_yen"),
        ],
    ),
    Case(
        "paid out of nothing",
        "zip",
        {"grants": MONEY + "pro-a,2022,,,,,5\npro-a,2023,,,10,11,12\n"},
        [
            warning("paid-without-decision", "grants", at("grants", 2), "paid_yen"),
            warning("rule-paid-within-settled-warn", "grants", at("grants", 2), "paid_yen"),
            warning("rule-settled-within-decided-fail", "grants", at("grants", 3), "settled_yen"),
            warning("rule-paid-within-settled-fail", "grants", at("grants", 3), "paid_yen"),
        ],
    ),
]


def formula(address: str, stored: str) -> Change:
    """A formula in a cell of the sheet grants, with what is stored for it."""
    return lambda path: cell(path, "grants", address, f'<c r="{{r}}"><f>1+1</f>{stored}</c>')


def hide(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["E"].hidden = True


def renamed(title: str) -> Callable[[Worksheet], None]:
    def rename(sheet: Worksheet) -> None:
        sheet.title = title

    return rename


BOOKS = [
    Case(
        "a formula without its value",
        "workbook",
        {"grants": GRANTS + TWO},
        [error("formula-without-value", "grants", "grants!C2", "decided_yen")],
        formula("C2", ""),
    ),
    Case(
        "an error of Excel",
        "workbook",
        {"grants": GRANTS + TWO},
        [error("cell-error", "grants", "grants!C3", "decided_yen")],
        lambda path: cell(path, "grants", "C3", '<c r="{r}" t="e"><v>#REF!</v></c>'),
    ),
    Case(
        "merged cells",
        "workbook",
        {"grants": GRANTS + TWO},
        [error("merged-cells", "grants", "grants!C2:C3")],
        edit=lambda sheet: sheet.merge_cells("C2:C3"),
    ),
    Case(
        "hidden rows and columns",
        "workbook",
        {"grants": GRANTS + TWO},
        [info("hidden-columns", "grants", "grants!E1"), info("hidden-rows", "grants", "grants!A3")],
        edit=hide,
    ),
    Case(
        "a title above the header",
        "workbook",
        {"grants": GRANTS + TWO},
        [
            info("rows-above-header", "grants", "grants!A1"),
            error("type-yen-unit", "grants", "grants!C4", "decided_yen"),
        ],
        edit=lambda sheet: (
            sheet.insert_rows(1, 2),
            sheet.__setitem__("A1", "交付の一覧"),
            sheet.__setitem__("C4", "三百"),
        ),
    ),
    Case(
        "a sheet nobody knows",
        "workbook",
        {},
        [warning("unknown-sheet", None, "交付の要綱")],
        edit=renamed("交付の要綱"),
    ),
    Case(
        "a table in two sheets",
        "workbook",
        {"grants": GRANTS + TWO},
        [error("duplicate-sheet", "grants", "交付")],
        edit=lambda sheet: setattr(sheet.parent.copy_worksheet(sheet), "title", "交付"),
    ),
    Case(
        "a sheet of nothing",
        "workbook",
        {"grants": GRANTS + TWO},
        [error("empty-sheet", "grants", "grants")],
        edit=lambda sheet: sheet.delete_rows(1, 9),
    ),
    Case(
        "half a yen, and thousands only shown",
        "workbook",
        {"grants": GRANTS + TWO},
        [
            error("type-yen-decimal", "grants", "grants!C2", "decided_yen"),
            error("type-yen-unit", "grants", "grants!C3", "decided_yen"),
        ],
        cells={"C2": 1500000.5, "C3": 1500},
        edit=lambda sheet: setattr(sheet["C3"], "number_format", '#,##0"千円"'),
    ),
    Case(
        "dates in the wrong places",
        "workbook",
        {"grants": GRANTS + TWO},
        [
            warning("date-as-text", "grants", "grants!E2", "note"),
            error("date-cell", "grants", "grants!B3", "fiscal_year"),
            error("hidden-time", "grants", "grants!D3", "decided_on"),
        ],
        cells={"E2": dt.date(2025, 1, 2), "B3": dt.date(2025, 4, 1), "D3": dt.datetime(2025, 4, 1, 9, 30)},
    ),
    Case(
        "values beside the table, and a gap in it",
        "workbook",
        {"grants": GRANTS + TWO},
        [
            warning("cells-beside", "grants", "grants!G2"),
            info("blank-rows", "grants", "grants!A4"),
            error("required", "grants", "grants!B6", "fiscal_year"),
        ],
        cells={"G2": "計", "A6": "pro-a"},
    ),
    Case(
        "unknown, twice and against the rules at once",
        "workbook",
        {"grants": GRANTS + TWO},
        [
            info("normalised", "grants", "grants!B3", "fiscal_year"),
            error("duplicate-key-grants", "grants", "grants!A3", "project_id, fiscal_year"),
            error("foreign-key", "grants", "grants!A4", "project_id"),
        ],
        cells={"B3": "令和6年度", "A4": "pro-x", "B4": 2024, "C2": 30_000_000},
    ),
    Case(
        "a breach of a rule in a workbook with macros",
        "workbook",
        {"grants": GRANTS + TWO},
        [
            info("macros", None, "source.xlsx"),
            warning("rule-cap-fail", "grants", "grants!C2", "decided_yen"),
            warning("rule-decided-in-year-warn", "grants", "grants!D2", "decided_on"),
        ],
        lambda path: rewritten(path, {}, **{"xl/vbaProject.bin": b"x"}),
        cells={"C2": 20_000_001, "D2": dt.date(2025, 4, 1)},
    ),
]

CASES = FOLDERS + CONTRADICTIONS + BOOKS


def source(case: Case, folder: Path) -> Path:
    """The source of a case. A title of a table stands beside the table of the core, not instead of it."""
    made = core(folder, **case.tables)
    if case.form == "folder":
        if case.change:
            case.change(made)
        return made
    if case.form == "zip":
        return zipped(made, folder / "source.zip")
    if "grants" not in case.tables:
        shutil.copy(SMALL / "grants.csv", made)

    def edit(sheet: Worksheet) -> None:
        for address, value in case.cells.items():
            sheet[address] = value
        if case.edit:
            case.edit(sheet)

    book = workbook(made, folder / "source.xlsx", grants=edit)
    if case.change:
        case.change(book)
    return book


def test_there_are_sixty_in_three_forms() -> None:
    assert len(CASES) == 60 and len({case.what for case in CASES}) == 60
    forms = [case.form for case in CASES]
    assert min(forms.count(form) for form in ("folder", "zip", "workbook")) >= 12
    assert set(CORE) <= {path.stem for path in SMALL.glob("*.csv")}


@pytest.mark.parametrize("case", CASES, ids=[case.what for case in CASES])
def test_a_broken_source_gives_exactly_its_findings(tmp_path: Path, case: Case) -> None:
    found = check_source(source(case, tmp_path), dt.date(2025, 10, 1)).findings
    told = [(one.severity, one.code, one.table, one.location, one.column) for one in found]
    assert sorted(told, key=str) == sorted(case.told, key=str)
    assert all(one.message_ja.isprintable() and one.message_en.isprintable() for one in found)
