"""The declarations of the rules and of the thresholds: complete, and what they say goes into the words."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from smart_tokyo import rules
from smart_tokyo.ledger.tables import checks
from smart_tokyo.ledger.tables.ddl import thresholds_table
from smart_tokyo.rules import RULES, THRESHOLDS, load, rule_name
from smart_tokyo.terms import definition
from smart_tokyo.words import t

PAID_IN_TIME = """
place: 99
name: {ja: 支払までの日数, en: Paid in time}
says: {ja: '確定から{bound}日以内に支払われている。', en: 'It is paid within {bound} days of the settlement.'}
kind: days
compared: [{ja: 日数, en: Days}, {ja: 限度, en: At most}]
bound: 60
breaches: {}
"""


def test_every_rule_has_its_sql_and_its_words() -> None:
    assert set(RULES) == {one.name for one in checks.of_kind("programme")}
    assert len({rule.place for rule in RULES.values()}) == len(RULES)
    assert list(RULES)[:4] == ["cap", "rate", "duration", "consecutive"]  # terms of the programme first


def test_a_rule_may_have_a_bound_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cap.yml").write_text(PAID_IN_TIME, "utf-8")
    found = load(tmp_path)
    assert found["cap"].sentence("en") == "It is paid within 60 days of the settlement."
    sql = "select 'p' as project_id, null as fiscal_year, at_most(61, $bound) as outcome, 61 as actual, $bound as bound"
    check = replace(checks.checks()["cap"], sql=sql)
    monkeypatch.setattr(checks, "RULES", found)
    monkeypatch.setattr(checks, "of_kind", lambda _: (check,))
    with duckdb.connect() as con:
        for model in ("at_most", "rules", "rule_results"):
            con.execute((rules.FOLDER.parents[1] / "models" / f"{model}.sql").read_text("utf-8"))
        of_project = "'p' as project_id, 'g' as programme_id, 'a' as area_id, 't' as theme"
        con.execute(f"create table projects as select {of_project}")
        checks.fill_rules(con)
        assert con.table("rule_results").fetchall() == [("cap", "p", None, "fail", 61, 60, "g", "a", "t")]


@pytest.mark.parametrize(
    "wrong", ["kind: weeks", "compared: [decided_yen]", "colour: red", "place: [", "bound: 1\nterm"]
)
def test_a_declaration_that_cannot_be_used_names_its_file(wrong: str, tmp_path: Path) -> None:
    key = wrong.partition(":")[0]
    lines = [line for line in PAID_IN_TIME.splitlines() if not line.startswith(key)]
    (tmp_path / "odd.yml").write_text("\n".join([*lines, wrong]), "utf-8")
    with pytest.raises(ValueError, match=re.escape("odd.yml")):
        load(tmp_path)


def test_a_rule_that_is_not_known_is_its_id() -> None:
    assert (rule_name("cap", "en"), rule_name("gravity", "ja")) == ("Cap", "gravity")


def test_the_thresholds_are_one_row_and_in_the_words() -> None:
    with duckdb.connect() as con:
        con.execute(thresholds_table())
        result = con.table("thresholds")
        assert dict(zip(result.columns, *result.fetchall(), strict=True)) == THRESHOLDS
    for lang in rules.RULES["cap"].name:
        said = definition(lambda text, lang=lang, **values: t(text, lang, **values), lang)  # type: ignore[misc]
        assert [int(n) for n in re.findall(r"\d+", said)] == [90, 180, 90, 25]
