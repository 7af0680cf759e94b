"""Consistency and programme rules as findings of a source: where they are, and when they are kept back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from smart_tokyo.ledger.checking.check import REFERENCE_DIR, check_source
from smart_tokyo.ledger.content.findings import Finding
from tests.ledger.sources import WHOLE_LISTS, brief, changed, core, small, write

GRANTS = "project_id,fiscal_year,eligible_expense_yen,decided_yen,paid_yen,decided_on\n"
MEMBERS = "consortium_id,organization_id,role,joined_on,left_on\n"
MILESTONES = "milestone_id,project_id,title_ja,due_on,done_on\nm,pro-a,x,2022-04-01,2000-01-01\n"
TWO = "con-a,org-city,lead,,\ncon-a,org-firm,member,,\n"
HIDDEN = "con-hidden,org-firm,lead,,\ncon-hidden,org-city,member,,\n"


def found(source: Path, as_of: dt.date | None = None) -> list[tuple[str, str, str | None, str | None]]:
    return brief(check_source(source, as_of).findings)


def test_the_small_source_has_nothing_to_complain_about(tmp_path: Path) -> None:
    assert check_source(small(tmp_path)).findings == ()


def test_a_contradiction_is_an_error_at_its_cell(tmp_path: Path) -> None:
    source = core(
        tmp_path, consortium_members=MEMBERS + "con-a,org-firm,member,2022-06-01,R4.5.31\n" + HIDDEN
    )
    (one,) = (one for one in check_source(source).findings if one.severity == "error")
    assert (one.code, one.table, one.location) == (
        "left-before-joined", "consortium_members", "consortium_members.csv:2"
    )  # fmt: skip
    assert (one.column, one.value, one.expected) == ("left_on", "R4.5.31", "2022-06-01")
    assert "2022-05-31" in one.message_ja and "2022-06-01" in one.message_en


def test_a_breach_of_a_rule_is_a_warning_and_is_built(tmp_path: Path) -> None:
    checked = check_source(core(tmp_path, grants=GRANTS + "pro-a,2022,50000000,20000001,,\n"))
    assert checked.content is not None
    assert [(one.severity, *brief((one,))[0]) for one in checked.findings] == [
        ("warning", "rule-cap-fail", "grants.csv:2", "decided_yen", "20000001")
    ]


CHANGES = "project_id,fiscal_year,changed_on,decided_yen,reason\n"


def test_a_breach_by_a_changed_amount_is_at_the_cell_of_the_change(tmp_path: Path) -> None:
    """One change later than the as-of date, 2025-10-01, is not there yet; the original is no breach any more."""
    grants = GRANTS + "pro-a,2022,50000000,10000000,,2022-06-01\npro-a,2023,50000000,20000001,,2023-06-01\n"
    changes = (
        "pro-a,2022,2022-08-01,20000001,cost\npro-a,2022,2025-10-02,1,cost\npro-a,2023,2023-08-01,2,cost\n"
    )
    checked = check_source(
        core(tmp_path, grants=grants, grant_changes=CHANGES + changes), dt.date(2025, 10, 1)
    )
    cap, newest = (one for one in checked.findings if one.severity == "warning")
    if cap.code != "rule-cap-fail":
        cap, newest = newest, cap
    assert brief((cap,)) == [("rule-cap-fail", "grant_changes.csv:2", "decided_yen", "20000001")]
    assert (newest.code, newest.value) == ("as-of-before-newest", "2025-10-02")
    assert checked.content is not None


def test_changes_that_cannot_be_are_errors(tmp_path: Path) -> None:
    """On or before the original decision, of a grant that is not there, two on one day, without a reason."""
    grants = GRANTS + "pro-a,2022,50000000,10000000,,2022-06-01\n"
    rows = """\
        pro-a,2022,2022-05-31,1,cost
        pro-a,2022,R4.6.1,1,費用
        pro-a,2022,2022-06-02,1,経費の増減
        pro-a,2022,2022/6/2,2,scope
        pro-a,2023,2023-06-02,2,scope
        pro-b,2022,2022-06-02,2,scope
        pro-a,2022,2022-06-03,,
    """.replace("        ", "").rstrip(" ")
    findings = check_source(core(tmp_path, grants=grants, grant_changes=CHANGES + rows)).findings
    errors = [one for one in findings if one.severity == "error"]
    assert {(one.code, one.location, one.column) for one in errors} == {
        ("changed-before-decision", "grant_changes.csv:2", "changed_on"),
        ("changed-before-decision", "grant_changes.csv:3", "changed_on"),
        ("enum", "grant_changes.csv:3", "reason"),
        ("duplicate-key-grant_changes", "grant_changes.csv:5", "project_id, fiscal_year, changed_on"),
        ("foreign-key", "grant_changes.csv:6", "project_id, fiscal_year"),
        ("foreign-key", "grant_changes.csv:7", "project_id"),
        ("required", "grant_changes.csv:8", "decided_yen"),
        ("required", "grant_changes.csv:8", "reason"),
    }
    (twice,) = (one for one in errors if one.code == "duplicate-key-grant_changes")
    assert "1日に1行" in twice.message_ja and "one change a day" in twice.message_en


def test_a_heading_without_rows_that_lacks_a_column_is_told(tmp_path: Path) -> None:
    checked = check_source(core(tmp_path, milestone_changes="milestone_id,changed_on,reason\n"))
    assert [(one.code, one.location) for one in checked.findings if one.severity == "error"] == [
        ("missing-column", "milestone_changes.csv:1")
    ]


def test_rules_wait_until_nothing_is_an_error(tmp_path: Path) -> None:
    grants = GRANTS + "pro-a,2022,50000000,20000001,,\npro-a,2023,,,,soon\n"
    assert found(core(tmp_path, grants=grants)) == [("type-date", "grants.csv:3", "decided_on", "soon")]


def test_consistency_does_not_wait(tmp_path: Path) -> None:
    grants = GRANTS + "pro-a,2022,1,2円円,5,\npro-a,2023,,,7,\n"
    assert found(core(tmp_path, grants=grants)) == [
        ("type-yen", "grants.csv:2", "decided_yen", "2円円"),
        ("paid-without-decision", "grants.csv:3", "paid_yen", "7"),
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"consortium_members": MEMBERS + "con-a,org-city,chief,,\n" + HIDDEN}, ["enum"]),
        ({"consortium_members": MEMBERS + "con-x,org-city,lead,,\n" + HIDDEN}, ["foreign-key"]),
        (
            {"consortium_members": "consortium_id,organization_id\ncon-a,org-city\n"},
            ["missing-column"],
        ),
        ({"consortium_members": b"\xff"}, ["encoding"]),
        ({"projects": changed("projects", ",2022,,true", ",2042,,true")}, ["range"]),
        ({"grants": GRANTS + "pro-a,2018,,,,\n"}, ["range"]),
        ({"projects": b"project_id\n\xff\n", "milestones": MILESTONES}, ["encoding"]),
    ],
)
def test_what_could_not_be_read_says_nothing(
    tmp_path: Path, given: dict[str, str | bytes], expected: list[str]
) -> None:
    assert [one[0] for one in found(core(tmp_path, **given))] == expected


def test_a_consortium_without_lead_is_told_when_all_members_are_known(tmp_path: Path) -> None:
    members = MEMBERS + TWO.replace("lead", "member") + HIDDEN
    source = core(tmp_path, consortium_members=members, consortia=WHOLE_LISTS)
    assert [one[:3] for one in found(source)] == [
        ("consortium-without-lead", "consortia.csv:2", None),
        ("rule-consortium-fail", "projects.csv:2", "consortium_id"),
    ]
    told = check_source(source).findings[-1]
    assert "事業主体 ×、地方公共団体 ○、大学または企業 ○" in told.message_ja
    assert "lead ×, local government ○" in told.message_en


def test_breaches_of_dates_and_years_name_them(tmp_path: Path) -> None:
    grants = "project_id,fiscal_year,decided_yen,settled_yen,paid_yen,requested_on,decided_on,paid_on\n"
    grants += "pro-a,2023,2000000,2000000,2000000,2023-05-02,2023-05-03,2023-05-01\n"
    ended = changed("projects", ",2022,,true", ",2022,2022,true")
    said = {one.code: one for one in check_source(core(tmp_path, grants=grants, projects=ended)).findings}
    dates, years = said["rule-date-order-fail"], said["rule-project-years-fail"]
    assert "申請日（2023-05-02）、決定日（2023-05-03）、確定日（–）、支払日（2023-05-01）" in dates.message_ja
    assert "request (2023-05-02), decision (2023-05-03), settlement (–)" in dates.message_en
    assert "年度（2023）は、事業の開始年度（2022）から終了年度（2022）" in years.message_ja
    assert "year 2023 is outside the project's start_fy (2022) to end_fy (2022)" in years.message_en


def test_shipped_rows_never_complain(tmp_path: Path) -> None:
    reference = tmp_path / "reference"
    reference.mkdir()
    for path in REFERENCE_DIR.glob("*.csv"):
        if path.stem != "programmes":
            (reference / path.name).write_bytes(path.read_bytes())
    lines = (REFERENCE_DIR / "programmes.csv").read_text("utf-8")
    (reference / "programmes.csv").write_text(lines + "PG-ODD,逆の制度,Odd,2025,2020,,,,\n", "utf-8")
    source = write(tmp_path / "source", themes="theme_id,name_ja,name_en\nx,x,x\n")
    assert check_source(source, reference=reference).findings == ()
    own = write(
        tmp_path / "own",
        programmes="programme_id,name_ja,name_en,first_fy,last_fy\nPG-OWN,逆の制度,Odd,2025,2020\n",
    )
    assert [one[:3] for one in brief(check_source(own, reference=reference).findings)] == [
        ("programme-ends-before-start", "programmes.csv:2", "last_fy")
    ]


@pytest.mark.parametrize(
    ("as_of", "expected"), [(None, []), (dt.date(2025, 9, 30), []), (dt.date(2017, 1, 1), ["date-far-ahead"])]
)
def test_it_is_checked_as_of_a_date(tmp_path: Path, as_of: dt.date | None, expected: list[str]) -> None:
    source = core(tmp_path, events="event_id,name_ja,held_on\ne,会,2025-04-01\n")
    (source / "dataset.yaml").write_text("as_of: 2020-04-01\n", "utf-8")
    checked = check_source(source, as_of)
    assert checked.as_of == (as_of or dt.date(2020, 4, 1))
    codes = [one.code for one in checked.findings if one.table == "events"]
    assert codes == expected


def test_what_is_dated_after_the_as_of_date_is_told_at_its_cell_and_of_the_data_set(tmp_path: Path) -> None:
    lines = "pro-a,2023,4000000,2000000,,2023-06-01\npro-a,2024,4000000,2000000,,2024-05-01\n"
    source = core(tmp_path, grants=GRANTS + lines)
    (source / "dataset.yaml").write_text("as_of: 2024-04-30\n", "utf-8")
    left, newest, at_cell = check_source(source).findings[:3]
    assert [(one.table, one.location, one.column) for one in (left, newest, at_cell)] == [
        (None, "grants.csv", None),
        (None, "grants.csv", None),
        ("grants", "grants.csv:3", "decided_on"),
    ]
    assert (
        "1件あります（交付申請額 0円、交付決定額 2,000,000円" in left.message_ja
        and "1 in number (requested 0 yen, decided 2,000,000 yen" in left.message_en
    )
    assert "grants.csv:3 の「交付決定日」2024-05-01" in newest.message_ja
    assert "Decided on 2024-05-01 in grants.csv:3" in newest.message_en
    assert "「交付決定日」" in at_cell.message_ja and "2024-04-30" in at_cell.message_en
    assert found(source, dt.date(2024, 5, 1)) == []


def test_a_column_in_thousands_is_told_of_the_data_set_and_one_amount_at_its_cell(tmp_path: Path) -> None:
    lines = "".join(f"pro-a,{year},,{year},,\n" for year in range(2022, 2025))
    (one,) = check_source(core(tmp_path / "all", grants=GRANTS + lines)).findings
    assert (one.code, one.table, one.location, one.column, one.value) == (
        "amounts-look-like-thousands", None, "grants.csv", None, "2024"
    )  # fmt: skip
    for told in ("2,022円、最高 2,024円、合計 6,069円", "「交付決定額（円）」"):
        assert told in one.message_ja
    assert "Decided amount (yen)" in one.message_en and "total 6,069 yen" in one.message_en
    mixed = "".join(f"pro-a,{year},,{9_000_000 if year > 2022 else '￥9'},,\n" for year in range(2022, 2028))
    told = check_source(core(tmp_path / "one", grants=GRANTS + mixed)).findings
    (one,) = [one for one in told if one.code == "amount-looks-like-thousands"]
    assert (one.code, one.table, one.location, one.column, one.value) == (
        "amount-looks-like-thousands", "grants", "grants.csv:2", "decided_yen", "￥9"
    )  # fmt: skip
    assert "9円は" in one.message_ja and "9,000,000円" in one.message_ja and "9,000,000 yen" in one.message_en


def test_messages_stay_in_one_line(tmp_path: Path) -> None:
    header, row, *rest = changed("organizations", "例の会社", '"例の\t会社"').splitlines()
    extra = 'org-z,"例の\t会社",,company,,'
    source = core(tmp_path, organizations="\n".join([header, row, *rest, extra]) + "\n")
    told: list[Finding] = [one for one in check_source(source).findings if one.code == "one-name-two-ids"]
    assert len(told) == 1 and told[0].message_ja.isprintable() and told[0].message_en.isprintable()
