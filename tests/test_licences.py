"""docs/licences.md and decision 0047 name what is installed, with its licence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.metadata import PackageMetadata, distribution, distributions
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
SAYS = {  # words of a package's own metadata → the licence they mean; the first that is found
    r"LGPLv2|^LGPL$": "LGPL-2.1-or-later",
    r"Mozilla": "MPL-2.0",
    r"Artistic": "Artistic-1.0 or GPL-2.0-or-later",
    r"ISC": "ISC",
    r"\bMIT\b": "MIT",
    r"Apache": "Apache-2.0",
    r"BSD": "BSD-3-Clause",
}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def required(file: str) -> list[Requirement]:
    lines = (ROOT / file).read_text("utf-8").splitlines()
    return [Requirement(line) for line in lines if re.match(r"[A-Za-z]", line)]


def brought(wanted: Iterable[Requirement]) -> set[str]:
    """What is installed for some requirements, and for what these require on this Python."""
    todo, seen = [(one.name, ("", *one.extras)) for one in wanted], set()
    while todo:
        name, extras = todo.pop()
        if (plain(name), extras) not in seen:
            seen.add((plain(name), extras))
            for one in map(Requirement, distribution(name).requires or ()):
                if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in extras):
                    todo.append((one.name, ("", *one.extras)))
    return {name for name, _ in seen}


def listed(path: str) -> dict[str, str]:
    """Package → licence, the tables' last cell or that before `through`."""
    text = (ROOT / path).read_text("utf-8")
    cells = [re.split(r" *\| ?", line)[1:-1] for line in text.splitlines() if line.startswith("| ")]
    place = -1 if "decisions" in path else 1
    return {plain(row[0]): row[place].strip() for row in cells if re.fullmatch(r"[\w.-]+", row[0])}


def licence(about: PackageMetadata) -> str | None:
    """What a package says of itself; None where it leaves it to its licence's text."""
    if expression := about.get("License-Expression"):
        return expression.replace(" OR ", " or ").replace(" AND ", " and ")
    classifiers = [one for one in about.get_all("Classifier") or () if one.startswith("License")]
    said = " ".join(classifiers) or (about.get("License") or "").split("\n")[0]
    return next((name for words, name in SAYS.items() if re.search(words, said)), None)


def test_every_package_that_is_installed_is_listed_with_its_licence() -> None:
    known = listed("docs/licences.md")
    there = {plain(one.name): one.metadata for one in distributions()}
    runtime, tools = brought(required("requirements.txt")), brought(required("requirements-dev.txt"))
    text = (ROOT / "docs" / "licences.md").read_text("utf-8").split("## What comes inside")[0]
    assert sorted(name for name in runtime if f"| {name} |" not in text) == []
    assert sorted((runtime | tools) - set(known)) == []
    said = {name: licence(there[name]) for name in known if name in there}
    assert {name: one for name, one in said.items() if one and one != known[name]} == {}


def test_every_package_that_is_pinned_has_a_reason() -> None:
    path = next((ROOT / "docs" / "decisions").glob("*-each-package-has-a-reason.md")).relative_to(ROOT)
    table, known = listed(path.as_posix()), listed("docs/licences.md")
    assert set(table) - {"package"} == {plain(one.name) for one in required("requirements.txt")}
    assert {name: one for name, one in table.items() if known[name] != one} == {}
    text = (ROOT / path).read_text("utf-8")
    others = (*required("requirements-dev.txt"), *required("requirements-spark.txt"))
    assert [one.name for one in others if one.name not in text] == []
