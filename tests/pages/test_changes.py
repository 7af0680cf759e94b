"""What changed from version to version: of all, at the foot of a project and of a number, and on the tiles."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from smart_tokyo.commands.cli import main
from smart_tokyo.ledger.store.build import rollback
from smart_tokyo.store import StorePaths
from tests.pages.conftest import CORRECTED, NOTE, Opener, tables, text_of


def of_day(store: Path, day: str) -> str:
    return next(one for one in StorePaths(store).ids() if one.startswith(day))


def sections(text: str, days: tuple[str, ...]) -> Iterator[str]:
    places = [text.index(f"as of {day} (") for day in days]
    assert places == sorted(places), "the newest first"
    yield from (text[first:last] for first, last in zip(places, [*places[1:], None], strict=True))


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_each_version_says_what_it_brought_and_why_it_was_corrected(
    audience: str, versions: Path, open_page: Opener
) -> None:
    at = open_page("changes", versions, audience, lang="en")
    days = [header.value.partition(" (")[0].removeprefix("Version ") for header in at.header]
    internal = ["as of 1 Oct 2026"] if audience == "internal" else []
    assert days == [*internal, "as of 28 Sep 2026", "as of 30 Jun 2026", "as of 30 Sep 2025"]
    text = text_of(at).replace("\\", "")
    assert f"Note on this version: **{NOTE}**" in text and "corrected" in text and "Published on " in text
    assert ("It is not published." in text) == bool(internal)
    assert "There is no version before this one" in text
    whats = [cell for table in tables(at) if "What" in table.value for cell in table.value["What"]]
    assert any("Decided" in cell for cell in whats)
    labels = [one.label for one in at.expander if "Headline" not in one.label and "row" in one.label]
    assert "corrected (3 rows)" in labels
    causes = [one.partition(" (")[0] for one in labels]
    assert causes[-2:] == ["corrected", "date reached"], "what was wrong first, the calendar last"
    assert not any(one.proto.expanded for one in at.expander)
    totals = [table.value for table in tables(at) if "Headline total" in table.value]
    assert len(totals) == len(days) - 1
    projects = [
        row["Before"] != row["After"]
        for one in totals
        for _, row in one.iterrows()
        if "Number" in row.iloc[0]
    ]
    assert any(projects) == (audience == "public"), "a hidden project is there for the staff alone"


def test_amounts_in_japanese_hold_no_mark_of_ours(versions: Path, open_page: Opener) -> None:
    at = open_page("changes", versions, lang="ja")
    cells = [cell for one in tables(at) for cell in one.value.to_numpy().flatten()]
    assert any("円" in cell for cell in cells) and not any("U+" in cell for cell in cells)


def test_a_change_tells_its_amount_and_its_reason(versions: Path, tmp_path: Path, open_page: Opener) -> None:
    store = Path(shutil.copytree(versions, tmp_path / "store"))
    source = Path(shutil.copytree(versions.parent / "source", tmp_path / "source"))
    with (source / "grant_changes.csv").open("a", encoding="utf-8") as file:
        file.write("SMP-001,2022,2026-10-02,12000000,,,cost,,,FIC-01\n")
    assert main(["build", str(source), "--as-of", "2026-10-02", "--store", str(store)]) == 0
    at = open_page("changes", store, "internal", lang="en")
    after = [cell for one in tables(at) if "After" in one.value for cell in one.value["After"]]
    assert [one for one in after if "¥12,000,000" in one and "cost" in one.casefold()], after


def test_a_withdrawn_version_says_what_took_its_place(
    versions: Path, tmp_path: Path, open_page: Opener
) -> None:
    store = Path(shutil.copytree(versions, tmp_path / "store"))
    rollback(StorePaths(store), of_day(store, "2026-06-30"), "public")
    text = text_of(open_page("changes", store, lang="en"))
    assert "It was withdrawn, and replaced by the version as of 30 Jun 2026" in text
    withdrawn, now = of_day(store, "2026-09-28"), of_day(store, "2026-06-30")
    page = open_page("overview", store, lang="en", snapshot=withdrawn)
    said = f"The version {withdrawn} was withdrawn, and replaced by the version {now}."
    assert [one.value for one in page.warning if withdrawn in one.value] == [said]
    bridge = open_page("bridge", store, lang="en", new=withdrawn)
    assert any(withdrawn in one.value.replace("\\", "") for one in bridge.warning), (
        "it is not there for the public"
    )


def test_a_decision_that_was_entered_late_is_said(
    versions: Path, tmp_path: Path, open_page: Opener, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Path(shutil.copytree(versions, tmp_path / "store"))
    source = Path(shutil.copytree(versions.parent / "source", tmp_path / "source"))
    with (source / "grant_changes.csv").open("a", encoding="utf-8") as file:
        file.write("SMP-001,2022,2023-01-20,12000000,,,cost,,,FIC-01\n")
    assert main(["build", str(source), "--as-of", "2026-10-02", "--store", str(store)]) == 0
    capsys.readouterr()
    at = open_page("changes", store, "internal", lang="en")
    late = "Entered late: 1 row changed by a decision, dated on or before 1 Oct 2026"
    assert text_of(at).count(late) == 1
    causes = [cell for one in tables(at) if "Cause" in one.value for cell in one.value["Cause"]]
    assert causes.count("changed by a decision (entered late)") == 1
    bridge = text_of(open_page("bridge", store, "internal", lang="en"))
    assert "corrected −¥2,982,567" in bridge.replace("\\", "")


def test_the_page_of_a_list_is_in_the_address(versions: Path, open_page: Opener) -> None:
    name = f"changes_{of_day(versions, '2026-06-30')}_date_passed_page"
    at = open_page("changes", versions, lang="en", **{name: "2"})
    (opened,) = (one for one in at.expander if one.proto.expanded)
    (rows,) = re.findall(r"^date reached \((\d+) rows\)$", opened.label)
    assert f"51–100 of {rows}" in text_of(at)


def test_the_foot_of_a_project_and_of_a_number(versions: Path, open_page: Opener) -> None:
    at = open_page("projects", versions, lang="en", project=CORRECTED)
    (table,) = (
        one.value for one in tables(at) if "What" in one.value and "corrected" in set(one.value["Cause"])
    )
    pairs = [(row["Before"], row["After"]) for _, row in table.iterrows() if row["Cause"] == "corrected"]
    yen = [[int(re.sub("[^0-9]", "", one)) for one in pair] for pair in pairs]
    assert yen and {new - old for old, new in yen} == {1_234_567}
    text = text_of(at)
    assert NOTE.partition(";")[0] in text
    total = open_page("evidence", versions, lang="en", of="programme_totals.decided_yen")
    assert "as of 28 Sep 2026" in text_of(total) and "bridge?lang=en&figure=decided_yen" in ways(total)
    single = open_page(
        "evidence", versions, lang="en", of="grant_ledger.decided_yen", key=f"{CORRECTED},2022"
    )
    assert "as of 28 Sep 2026" in text_of(single) and "bridge?" not in ways(single)


def ways(at: AppTest) -> str:
    """The links of a page that stay in the tab: a browser gives none in HTML of ours another."""
    return unescape("\n".join(one.proto.body for one in at.get("html")))


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_the_totals_lead_to_why_they_changed_in_the_same_tab(
    audience: str, versions: Path, open_page: Opener
) -> None:
    for name, figures in (
        ("overview", ("projects", "decided_yen")),
        ("funding", ("requested_yen", "decided_yen", "settled_yen", "paid_yen")),
        ("projects", ("projects",)),
    ):
        at = open_page(name, versions, audience, lang="en")
        for figure in figures:
            assert f'href="bridge?lang=en&figure={figure}"' in ways(at), (name, figure)
        assert "bridge?" not in text_of(at) and "target=" not in ways(at)
        assert "bridge?" not in ways(open_page(name, versions, audience, lang="en", theme="mobility"))


def test_who_is_told_where_there_is_a_mail_address(
    versions: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "mailto:" not in text_of(open_page("changes", versions, lang="en"))
    monkeypatch.setenv("SMART_TOKYO_CONTACT", "room 7")
    assert "mailto:" not in text_of(open_page("changes", versions, lang="en"))
    monkeypatch.setenv("SMART_TOKYO_CONTACT", "事務局（office@example.jp）")
    text = text_of(open_page("projects", versions, lang="ja", project=CORRECTED))
    assert "(mailto:office@example.jp?subject=" in text
    assert of_day(versions, "2026-09-28") in text and "project%3DSMP-001" in text


def test_tiles_say_how_totals_moved_where_the_same_is_compared(versions: Path, open_page: Opener) -> None:
    def tiles(**address: str) -> str:
        at = open_page("overview", versions, **address)
        return next(one.proto.body for one in at.get("html") if 'class="tiles"' in one.proto.body)

    whole = tiles(lang="en")
    assert "<dd>−1 since 30 Jun 2026, −1 since 30 Sep 2025<img" in whole
    assert whole.count('aria-hidden="true"') == 5
    assert "since" not in tiles(lang="ja-easy") and "<img" not in tiles(lang="ja-easy")
    theme = tiles(lang="en", theme="mobility")
    assert "<dd>−1 since 30 Jun 2026, −1 since 30 Sep 2025</dd>" in theme, (
        "the hidden project is of this theme"
    )
    years = tiles(lang="en", from_fy="2022", to_fy="2022")
    assert "±0 since 30 Jun 2026, +1.2 since 30 Sep 2025</dd>" in years, (
        "of the one corrected amount of that year"
    )


def test_status_milestones_and_what_is_known_moved_too(versions: Path, open_page: Opener) -> None:
    """On progress, overview and funding, and of all projects as a line over the versions."""

    def tiles(page: str, **address: str) -> list[str]:
        found = open_page(page, versions, lang="en", **address).get("html")
        bodies = "".join(one.proto.body for one in found if 'class="tiles"' in one.proto.body)
        return re.findall("<dt>(.*?)</dt><dd>(.*?)</dd>(?:<dd>(.*?)</dd>)?", bodies)

    said = tiles("progress")
    assert said[0][:2] == ("● On track", "10 of 20")
    assert [one[0] for one in said[3:]] == ["✓ Done", "! Overdue", "○ Planned"]
    assert said[2][2].startswith("+3 since 30 Jun 2026, +3 since 30 Sep 2025<img")
    assert said[4][2].startswith("+1 since 30 Jun 2026, +3 since 30 Sep 2025<img")
    assert tiles("overview")[-1][2] == said[4][2]
    known = tiles("funding")[4:8]
    assert [one[0] for one in known] == [
        f"{one} amount known" for one in ("Requested", "Decided", "Settled", "Paid")
    ]
    assert all(" of " in value and "since 30 Jun 2026" in since for _, value, since in known)
    assert all("since 30 Jun 2026" in since for *_, since in tiles("rules"))
    narrowed = [one for *_, one in tiles("progress", theme="mobility")]
    assert narrowed and all("since 30 Jun 2026" in one and "<img" not in one for one in narrowed)


def test_a_year_ago_is_told_by_the_dates_where_no_version_is_near(versions: Path, open_page: Opener) -> None:
    def said(**address: str) -> list[str]:
        at = open_page("overview", versions, lang="en", snapshot=of_day(versions, "2025-09-30"), **address)
        body = next(one.proto.body for one in at.get("html") if 'class="tiles"' in one.proto.body)
        assert "<img" not in body, "there is none before"
        return re.findall("[^<>]*since[^<>]*", body)

    assert said() == ["+224.4 since 30 Sep 2024, recomputed from the dates of the amounts"], (
        "a paid amount has no date"
    )
    assert said(from_fy="2022", to_fy="2023") == [
        "±0 since 30 Sep 2024, recomputed from the dates of the amounts",
        "±0 since 30 Sep 2024, recomputed from the dates of the amounts",
    ]
