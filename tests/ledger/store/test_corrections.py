"""What corrects the public version is not published without a note in both languages, and what does not needs none."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from smart_tokyo.commands.cli import main
from smart_tokyo.ledger.checking.check import check_source
from smart_tokyo.ledger.store.build import build, publish, rollback
from smart_tokyo.ledger.store.corrections import NeedsNote, made
from smart_tokyo.store import StoreError, StorePaths
from smart_tokyo.versions.comparison import kept_file
from smart_tokyo.versions.publications import standing
from tests.conftest import Once
from tests.ledger.sources import SMALL, changed, small

NOTES = {"ja": "額の誤り", "en": "A wrong amount"}
GRANTS = "pro-a,2022,30000000,15000000,2022-05-10,15000000,2022-06-20,14000000,2023-04-10"
CHANGES, SHIFTS = ((SMALL / f"{one}_changes.csv").read_text("utf-8") for one in ("grant", "milestone"))

Published = Callable[..., str]


def published(folder: Path) -> None:
    """The small source, public, in a store."""
    store = StorePaths(folder)
    build(check_source(SMALL), store, "x", dt.date(2025, 1, 1))
    publish(store)


@pytest.fixture
def store(once: Once) -> StorePaths:
    """A store in which the small source is public."""
    return StorePaths(once("small_published", published))


@pytest.fixture
def built(store: StorePaths, tmp_path: Path) -> Callable[..., str]:
    """A later version with some tables written anew, built and not published; returns its id."""

    def build_it(as_of: str = "2025-02-01", **tables: str) -> str:
        source = small(tmp_path / f"{len(store.ids())}", **tables)
        return build(check_source(source), store, "x", dt.date.fromisoformat(as_of))

    return build_it


@pytest.mark.parametrize(
    ("tables", "says"),
    [
        ({"grants": changed("grants", "14000000,2023-05-10", "13999999,2023-05-10")},
         "grants pro-a / 2022 paid_yen 14000000 → 13999999"),
        ({"grants": changed("grants", ",14000000,2023-04-10,", ",,,")},
         "grants pro-a / 2022 settled_on 2023-04-10 → (empty); grants pro-a / 2022 settled_yen 14000000 → (empty)"),
        ({"grants": changed("grants", "pro-a,2023,,,,,,,,,,,\n", "")}, "grants pro-a / 2023 is removed"),
        ({"kpi_values": changed("kpi_values", "12.5", "13")}, "kpi_values kpi-a / 2023-03-31 value 12.5 → 13.0"),
        ({"projects": changed("projects", "例の事業", "別の事業")}, "projects pro-a title_ja 例の事業 → 別の事業"),
        ({"grants": changed("grants", ",15000000,2022-06-20", ",14500000,2022-06-20"),
          "grant_changes": f"{CHANGES}pro-a,2022,2027-01-20,14500000,,,scope,,,\n"},
         "grants pro-a / 2022 decided_yen 15000000 → 14500000"),
    ],
    ids=["altered", "emptied", "removed", "value", "text", "change not in force"],
)  # fmt: skip
def test_a_correction_asks_for_notes(
    tables: dict[str, str], says: str, store: StorePaths, built: Published, capsys: pytest.CaptureFixture[str]
) -> None:
    before, new = store.current("public"), built(**tables)
    for notes in ([], ["--note-ja", "訂正"], ["--note-ja", "訂正", "--note-en", " \n "]):
        capsys.readouterr()
        assert main(["publish", "--store", str(store.root), *notes]) == 1
        out, err = capsys.readouterr()
        assert out == "" and err.count("\n") == 1 and says in err and "--note-ja and --note-en" in err
        assert store.current("public") == before and not kept_file(store, str(before), new, "public").exists()
    notes = ["--note-ja", NOTES["ja"], "--note-en", f" {NOTES['en']}\n"]
    assert main(["publish", "--store", str(store.root), *notes]) == 0
    lines = [json.loads(line) for line in store.publications_file.read_text("utf-8").splitlines()]
    assert [list(line) for line in lines] == [["id", "as_of", "published_at", "notes", "replaces"]] * 2
    assert (lines[1]["id"], lines[1]["notes"], lines[1]["replaces"]) == (new, NOTES, before)
    assert "SECRET" not in store.publications_file.read_text("utf-8")
    assert kept_file(store, str(before), new, "public").exists()


def test_a_status_that_moves_on_counts_and_is_said_to(store: StorePaths, built: Published) -> None:
    built(projects=changed("projects", "IoT;5G,active", "IoT;5G,completed"))
    with pytest.raises(
        NeedsNote, match=r"status that moves on counts too\): projects pro-a status active → completed"
    ):
        publish(store)


def test_a_note_on_what_is_public_already_is_not_dropped_in_silence(
    store: StorePaths, capsys: pytest.CaptureFixture[str]
) -> None:
    before = store.publications_file.read_bytes()
    assert main(["publish", "--store", str(store.root), "--note-ja", "x", "--note-en", "x"]) == 0
    out, err = capsys.readouterr()
    assert out == f"{store.current('public')}\n" and err.count("\n") == 1 and "public already" in err
    assert store.publications_file.read_bytes() == before


def test_what_is_unpublished_is_said_to_stand_in_older_versions(
    store: StorePaths, built: Published, capsys: pytest.CaptureFixture[str]
) -> None:
    built(projects=changed("projects", ",2022,,true,seen,src-a", ",2022,,false,seen,src-a"))
    capsys.readouterr()
    assert main(["publish", "--store", str(store.root)]) == 0
    warning = capsys.readouterr().err
    assert warning.startswith("warning: pro-a: no longer public") and warning.count("\n") == 1
    assert "rollback --audience public" in warning
    assert main(["publish", "--store", str(store.root)]) == 0 and capsys.readouterr().err == ""


def test_what_is_not_kept_is_kept_with_the_next_publication(store: StorePaths, built: Published) -> None:
    first, second = str(store.current("public")), built()
    publish(store)
    kept = kept_file(store, first, second, "public")
    kept.unlink()
    built("2025-03-01")
    publish(store)
    assert kept.exists()


def test_only_a_few_corrections_are_listed(store: StorePaths, built: Published) -> None:
    built(grants=changed("grants", GRANTS, "pro-a,2022,1,2,2022-05-11,3,2022-06-21,4,2023-04-11"))
    with pytest.raises(NeedsNote, match="; and 2 more$"):
        publish(store)


@pytest.mark.parametrize(
    "tables",
    [
        {},
        {"grants": changed("grants", "pro-a,2023,,", "pro-a,2023,5000000,2000000")},  # what was not known
        {"grants": changed("grants", "777000111", "777000114")},  # of what is not public
        {"grants": changed("grants", ",src-a,SECRET note", ",src-a,another note")},  # in an internal column
        {"grant_changes": f"{CHANGES}pro-a,2022,2025-01-20,14000000,,,scope,,,\n"},
        {"grants": changed("grants", ",15000000,2022-06-20", ",14500000,2022-06-20"),
         "grant_changes": f"{CHANGES}pro-a,2022,2025-01-20,14500000,,,scope,,,\n"},
        {"milestones": changed("milestones", "2022-09-01,2022-09-01", "2022-10-01,2022-09-01"),
         "milestone_changes": f"{SHIFTS}mil-a,2022-08-15,2022-10-01,schedule,,,\n"},
        {"projects": changed("projects", ",2022,,true,seen,src-a", ",2022,,false,seen,src-a")},
    ],
    ids=["date", "recorded", "hidden", "internal", "decided", "written over", "milestone", "unpublished"],
)  # fmt: skip
def test_what_is_no_correction_needs_no_note(
    tables: dict[str, str], store: StorePaths, built: Published
) -> None:
    before, new = store.current("public"), built(**tables)
    assert made(store, str(before), new) == ()
    assert publish(store) == new == store.current("public")
    assert store.publications()[-1].notes is None


def test_a_change_explains_the_value_that_it_gives_alone(store: StorePaths, built: Published) -> None:
    built(
        grants=changed("grants", ",15000000,2022-06-20", ",14400000,2022-06-20"),
        grant_changes=f"{CHANGES}pro-a,2022,2025-01-20,14500000,,,scope,,,\n",
    )
    with pytest.raises(NeedsNote, match="decided_yen 15000000 → 14400000"):
        publish(store)


def test_a_change_that_was_public_is_not_taken_back_in_silence(store: StorePaths, built: Published) -> None:
    built(grant_changes=f"{CHANGES}pro-a,2022,2025-01-20,14000000,,,scope,,,\n")
    publish(store)
    built("2025-03-01", grant_changes=f"{CHANGES}pro-a,2022,2025-01-20,14000001,,,scope,,,\n")
    with pytest.raises(
        NeedsNote, match="grant_changes pro-a / 2022 / 2025-01-20 decided_yen 14000000 → 14000001"
    ):
        publish(store)
    built("2025-04-01")
    with pytest.raises(NeedsNote, match="grant_changes pro-a / 2022 / 2025-01-20 is removed"):
        publish(store)


def test_a_note_is_in_both_languages_and_not_too_long(store: StorePaths, built: Published) -> None:
    built()
    with pytest.raises(StoreError, match="both languages"):
        publish(store, notes={"ja": "何か"})
    with pytest.raises(StoreError, match="at most 1,000"):
        publish(store, notes={"ja": "x" * 1_001, "en": "x"})
    publish(store, notes={"ja": "一行\n二行\u202e", "en": "One line"})
    assert store.publications()[-1].notes == {"ja": "一行 二行", "en": "One line"}


def test_what_has_no_shape_is_no_part_of_a_note(store: StorePaths, built: Published) -> None:
    """Control characters would break the feed; a note of marks alone says nothing."""
    chosen = built(grants=changed("grants", "14000000,2023-05-10", "13999999,2023-05-10"))
    with pytest.raises(NeedsNote):
        publish(store, chosen, notes={"ja": "\u202e\u200b", "en": "\x1b"})
    publish(store, chosen, notes={"ja": "額\nの\x1b誤り\u200b", "en": "A wrong\tamount\udcff"})
    assert store.publications()[-1].notes == {"ja": "額 の誤り", "en": "A wrong amount"}


def test_going_back_withdraws_and_says_when(store: StorePaths, built: Published) -> None:
    first = str(store.current("public"))
    second = built(kpi_values=changed("kpi_values", "12.5", "13"))
    publish(store, notes=NOTES)
    assert rollback(store, first, "public") == first
    last = store.publications()[-1]
    assert (last.id, last.replaces, last.notes) == (first, second, None) and last.published_at
    assert standing(store.publications())[1] == {second: first} and store.published() == [first]
    with pytest.raises(NeedsNote):
        publish(store, second)
    publish(store, second, notes=NOTES)
    assert store.published() == [first, second] and standing(store.publications())[1] == {}


def test_what_cannot_be_compared_is_not_published_in_silence(store: StorePaths, built: Published) -> None:
    database = store.database(str(store.current("public")), "public")
    database.write_bytes(b"damaged")
    new = built()
    with pytest.raises(NeedsNote, match="cannot be compared with what is public"):
        publish(store)
    assert publish(store, notes=NOTES) == new
