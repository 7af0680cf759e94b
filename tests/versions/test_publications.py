"""The record of publications: what stands, what was withdrawn, and what it is after an upgrade."""

from __future__ import annotations

from smart_tokyo.versions.publications import read, renamed, standing, written

OLD, NEW = ([f"2026-0{n}-01-{n + more:012x}" for n in (1, 2)] for more in (0, 9))
NOTES = {"ja": "額の誤り", "en": "A wrong amount"}


def test_an_upgrade_keeps_when_and_why() -> None:
    before = read("", {"id": OLD[0], "published_at": "2026-02-01T00:00:00Z"}, {"id": OLD[1], "notes": NOTES})
    moved = read(written(before).decode(), {"id": NEW[1], "published_at": "2026-03-01T00:00:00Z"})
    after = renamed(moved, dict(zip(OLD, NEW, strict=True)))
    assert [(one.id, one.published_at, one.notes, one.replaces) for one in after] == [
        (NEW[0], "2026-02-01T00:00:00Z", None, None),
        (NEW[1], None, NOTES, NEW[0]),
    ]
    assert standing(after) == (after, {})


def test_what_was_gone_back_from_twice_may_stand_again() -> None:
    first, second = OLD
    lines = read("", *({"id": one} for one in (first, second, first, second, first)))
    public, withdrawn = standing(lines)
    assert [one.id for one in public] == [first] and withdrawn == {second: first}
    assert standing(lines[:-1])[1] == {}


def test_what_is_told_when_a_version_is_published_again_is_what_stands() -> None:
    first, second = OLD
    lines = read(
        "",
        {"id": first},
        {"id": second},
        {"id": first, "notes": NOTES},
        {"id": second, "notes": "no mapping"},
    )
    public, _ = standing(lines[:3])
    assert [(one.id, one.notes) for one in public] == [(first, NOTES)]
    assert lines[3].notes is None
