"""The HTTP API over real snapshots: equal to the figures, exact, cached, refusing in one sentence."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import json
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from smart_tokyo.figures import catalog, open_snapshot, records
from smart_tokyo.ledger.checking.check import check_source
from smart_tokyo.ledger.store.build import build as build_snapshot
from smart_tokyo.ledger.store.build import publish, rollback
from smart_tokyo.outputs.api import api
from smart_tokyo.outputs.open_data import package, tables
from smart_tokyo.safe_cells import safe_csv
from smart_tokyo.store import StorePaths
from tests.conftest import ROOT, build
from tests.ledger.sources import SMALL, changed, small
from tests.outputs.loopback import Loopback, serving

FIGURES = [name for name, query in catalog().items() if query.public]


@pytest.fixture(scope="module", params=["sample_store", "generated_store"])
def served(request: pytest.FixtureRequest) -> Iterator[tuple[Loopback, Path]]:
    store: Path = request.getfixturevalue(request.param)
    with serving(store) as server:
        yield server, store


@pytest.fixture(scope="module")
def sample(sample_store: Path) -> Iterator[Loopback]:
    with serving(sample_store) as server:
        yield server


def plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return f"{value.isoformat()}Z"
    return value.isoformat() if isinstance(value, dt.date) else value


def rows_of(server: Loopback, path: str) -> list[dict[str, Any]]:
    """All rows of an address, portion by portion."""
    found: list[dict[str, Any]] = []
    while path:
        answer = server.ask(path)
        assert answer.status == 200, answer.body
        found += answer.json["rows"]
        path = answer.json["next"]
        assert (f'<{path}>; rel="next"' in answer.headers["link"]) == bool(path)
    return found


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_that_of_the_screen(name: str, served: tuple[Loopback, Path]) -> None:
    server, store = served
    paths = StorePaths(store)
    params = {"programme_id": "PG-CHIIKI", "from_fy": 2023, "to_fy": 2024}
    given = {key: value for key, value in params.items() if key in catalog()[name].parameters}
    with open_snapshot(paths.database(paths.published()[-1], "public")) as con:
        for asked in ({}, given):
            wanted = records(con, name, asked)
            query = "".join(f"&{key}={value}" for key, value in asked.items())
            address = f"/open/v1/figures/{name}?limit=30{query}"
            assert rows_of(server, address) == [
                {key: plain(value) for key, value in row.items()} for row in wanted
            ]
            table = server.ask(f"{address}&format=csv").body.decode()
            header = next(csv.reader([table.splitlines()[0]]))
            assert table == safe_csv(header, [row.values() for row in wanted[:30]])


def test_a_table_is_the_public_one(served: tuple[Loopback, Path]) -> None:
    server, store = served
    paths = StorePaths(store)
    with open_snapshot(paths.database(paths.published()[-1], "public")) as con:
        for name, table in tables.public_tables().items():
            wanted = tables.page(con, table, 1_000_000, 0)[0]
            found = rows_of(server, f"/open/v1/tables/{name}?limit=30")
            assert [list(row.values()) for row in found] == [[plain(cell) for cell in row] for row in wanted]
            assert all(list(row) == tables.columns(table) for row in found)
            assert server.ask(f"/open/v1/tables/{name}?limit=1").json["total"] == len(wanted)


def test_it_says_what_it_is(sample: Loopback) -> None:
    body = sample.ask("/open/v1/figures/programme_totals").json
    assert body["fictional"] is True and "架空" in body["label_ja"] and "creativecommons" in body["licence"]
    table = sample.ask("/open/v1/figures/programme_totals?format=csv")
    assert "fictional" in table.headers["content-disposition"]
    assert table.headers["smart-tokyo-fictional"] == "true"
    assert table.headers["smart-tokyo-snapshot"] == body["snapshot_id"]


@pytest.mark.parametrize(
    ("path", "accept", "status", "says"),
    [
        ("figures/nothing", "", 404, "no figure"),
        ("figures/review_attention", "", 404, "no figure"),
        ("tables/hearings", "", 404, "no public table"),
        ("tables/matches", "", 404, "no public table"),
        ("tables/snapshot", "", 404, "no public table"),
        ("nothing", "", 404, "openapi.json"),
        ("figures/programme_totals/", "", 404, "openapi.json"),
        ("data/..%2f..%2finternal.duckdb", "", 404, ""),
        ("data/hearings.csv", "", 404, "no such file"),
        ("figures/programme_totals?colour=red", "", 400, "'colour'"),
        ("figures/names?programme_id=PG-SOL", "", 400, "'programme_id'"),
        ("figures/programme_totals?from_fy=1999", "", 400, "fiscal year"),
        ("figures/programme_totals?from_fy=2024&from_fy=2025", "", 400, "twice"),
        ("figures/programme_totals?theme=", "", 400, "1 to 200"),
        ("figures/what_if?earlier_years=2024,,2025", "", 400, "commas"),
        ("figures/what_if?requested_yen=1.5", "", 400, "whole yen"),
        ("figures/programme_totals?format=xml", "", 400, "json, csv"),
        ("tables/grants?limit=0", "", 400, "1 to 10000"),
        ("tables/grants?limit=10001", "", 400, "1 to 10000"),
        ("tables/grants?limit=%D9%A3", "", 400, "1 to 10000"),
        ("tables/grants?offset=-1", "", 400, "offset"),
        ("openapi.json?x=1", "", 400, "takes none"),
        ("package.zip?x=1", "", 400, "takes none"),
        ("tables/grants", "image/png", 406, "application/json and text/csv"),
        ("tables/grants?offset=" + "0" * 3000, "", 414, "2000"),
        ("snapshots/2020-01-01-0123456789ab/tables/grants", "", 404, "no published snapshot"),
        ("snapshots/..%2f/tables/grants", "", 404, ""),
    ],
)
def test_a_refusal_is_one_sentence(path: str, accept: str, status: int, says: str, sample: Loopback) -> None:
    answer = sample.ask(f"/open/v1/{path}", **({"accept": accept} if accept else {}))
    assert answer.status == answer.json["status"] == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert says in answer.json["detail"] and answer.json["detail"].count("\n") == 0
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/*", "text/csv; charset=utf-8"),
        ("application/json;q=0.1, text/csv;q=0.9", "text/csv; charset=utf-8"),
        ("text/csv;q=0, */*", "application/json"),
    ],
)
def test_the_form_that_is_accepted(accept: str, kind: str, sample: Loopback) -> None:
    answer = sample.ask("/open/v1/tables/themes", **({"accept": accept} if accept else {}))
    assert answer.headers["content-type"] == kind and "Accept" in answer.headers["vary"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
def test_other_methods(method: str, sample: Loopback) -> None:
    answer = sample.ask("/open/v1/tables/themes", method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


def test_head_and_preflight(sample: Loopback) -> None:
    head, get = sample.ask("/open/v1/tables/themes", "HEAD"), sample.ask("/open/v1/tables/themes")
    assert head.body == b"" and head.headers["etag"] == get.headers["etag"]
    assert get.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in get.headers
    preflight = sample.ask("/open/v1/tables/themes", "OPTIONS", origin="https://example.org")
    assert preflight.status == 204 and "If-None-Match" in preflight.headers["access-control-allow-headers"]


@pytest.mark.parametrize(
    "path",
    ["figures/grant_ledger", "tables/grants", "datapackage.json", "package.zip", "feed.atom", "openapi.json"],
)
def test_what_a_client_has_is_not_sent_again(path: str, sample: Loopback) -> None:
    first = sample.ask(f"/open/v1/{path}")
    assert "max-age" in first.headers["cache-control"]
    for known in (
        first.headers["etag"],
        first.headers["etag"].removeprefix("W/"),
        '"other", ' + first.headers["etag"],
    ):
        again = sample.ask(f"/open/v1/{path}", if_none_match=known)
        assert (again.status, again.body) == (304, b"") and again.headers["etag"] == first.headers["etag"]
    assert sample.ask(f"/open/v1/{path}", if_none_match='"other"').status == 200


def test_another_question_has_another_tag(sample: Loopback) -> None:
    asked = ["", "?from_fy=2024", "?to_fy=2024", "?format=csv", "?limit=1", "?offset=1"]
    tags = {sample.ask(f"/open/v1/figures/grant_ledger{query}").headers["etag"] for query in asked}
    assert len(tags) == len(asked)


def test_answers_are_compressed(sample: Loopback) -> None:
    answer = sample.ask("/open/v1/tables/projects", accept_encoding="gzip")
    assert answer.headers["content-encoding"] == "gzip"
    assert json.loads(gzip.decompress(answer.body)) == sample.ask("/open/v1/tables/projects").json


def test_the_package_is_the_exported_one(sample: Loopback, sample_store: Path) -> None:
    paths = StorePaths(sample_store)
    files = package.package(paths, paths.published()[-1])
    for path, content in files.items():
        assert sample.ask(f"/open/v1/{path}").body == content
    with zipfile.ZipFile(io.BytesIO(sample.ask("/open/v1/package.zip").body)) as archive:
        assert set(archive.namelist()) == set(files)


def test_without_an_award_there_is_no_giving_file(register_store: Path) -> None:
    with serving(register_store) as server:
        answer = server.ask("/open/v1/giving/grants.json")
        assert answer.status == 404 and "award" in answer.json["detail"]
        rows = server.ask("/open/v1/figures/funding_by_programme").json["rows"]
        assert rows and all(row["decided_yen"] is None for row in rows)


def test_only_what_is_published_is_reachable(tmp_path: Path) -> None:
    source = ROOT / "tests" / "data" / "own_programme"
    store = tmp_path / "store"
    with serving(store) as server:
        assert server.ask("/open/v1/tables/grants").status == 503
        assert server.ask("/open/v1/snapshots").json == {"snapshots": []}
        build(source, store, "--as-of", "2025-04-01", publish=False)
        assert server.ask("/open/v1/tables/grants").json["detail"] == "Nothing has been published yet."
        build(source, store, "--as-of", "2025-05-01")
        build(source, store, "--as-of", "2025-06-01")
        hidden, old, new = StorePaths(store).ids()
        listed = [one["snapshot_id"] for one in server.ask("/open/v1/snapshots").json["snapshots"]]
        assert listed == [new, old]
        assert server.ask("/open/v1/tables/grants").json["snapshot_id"] == new
        for path in ("tables/grants", "figures/programme_totals", "datapackage.json", "data/grants.csv"):
            assert server.ask(f"/open/v1/snapshots/{hidden}/{path}").status == 404
            assert server.ask(f"/open/v1/snapshots/{old}/{path}").status == 200
        assert server.ask(f"/open/v1/snapshots/{old}/tables/grants").json["as_of"] == "2025-05-01"
        StorePaths(store).set_current(
            "public", old
        )  # the later one is withdrawn, though its package was read
        assert server.ask(f"/open/v1/snapshots/{new}/data/grants.csv").status == 404
        assert hidden not in server.ask("/open/v1/feed.atom").body.decode()


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> tuple[StorePaths, list[str]]:
    """The small source published; then with a cell corrected, a row more and a row less; then withdrawn a third."""
    folder = tmp_path_factory.mktemp("versions")
    milestones = changed("milestones", "mil-a,", "mil-b,pro-a,次の段階,Next step,2026-09-01,,seen,\nmil-a,")
    grants, values = changed("grants", "pro-a,2023,,,,,,,,,,,\n", ""), changed("kpi_values", "12.5", "13")
    other = small(folder, kpi_values=values, milestones=milestones, grants=grants)
    store = StorePaths(folder / "store")
    for source, day in ((SMALL, "2025-01-01"), (other, "2025-02-01"), (other, "2025-03-01")):
        build_snapshot(check_source(source), store, "x", dt.date.fromisoformat(day))
        publish(store, notes={"ja": "値の誤り", "en": "A wrong value"} if source == other else None)
    rollback(store, store.ids()[1], "public")
    return store, store.ids()


def test_every_version_says_what_changed_and_why(versions: tuple[StorePaths, list[str]]) -> None:
    store, (first, second, third) = versions
    with serving(store.root) as server:
        found = {one["id"]: one for one in server.ask("/open/v1/changes").json["versions"]}
        assert list(found) == [third, second, first]
        keys = [
            "id",
            "as_of",
            "published_at",
            "notes",
            "replaces",
            "withdrawn_for",
            "since",
            "counts",
            "totals",
        ]
        assert {tuple(one) for one in found.values()} == {tuple(keys)}
        assert found[first]["since"] is None and found[first]["counts"] is None
        own = found[second]
        assert (own["notes"], own["since"]) == ({"ja": "値の誤り", "en": "A wrong value"}, first)
        assert own["counts"] == {"new_row": 1, "removed": 1, "corrected": 1}
        assert own["totals"]["decided_yen"] == {"old": 15_000_000, "new": 15_000_000}
        assert (found[third]["withdrawn_for"], found[third]["counts"]) == (second, None)
        gone = server.ask(f"/open/v1/snapshots/{third}/tables/grants")
        assert gone.status == 404 and f"was withdrawn, and replaced by {second}" in gone.json["detail"]
        later = server.ask(f"/open/v1/changes?changed_since={first}").json["versions"]
        assert [one["id"] for one in later] == [third, second]
        feed = server.ask("/open/v1/feed.atom").body.decode()
        assert feed.count("<entry>") == 2 and "A wrong value" in feed and "値の誤り" in feed
        assert "no longer there 1" in feed and "掲載終了" in feed
        later_feed = server.ask(f"/open/v1/feed.atom?changed_since={first}").body.decode()
        assert later_feed.count("<entry>") == 1 and second in later_feed
        assert f'rel="self" href="/open/v1/feed.atom?changed_since={first}"' in later_feed


def test_rows_that_changed_since_a_version(versions: tuple[StorePaths, list[str]]) -> None:
    store, (first, second, third) = versions
    with serving(store.root) as server:
        answer = server.ask(f"/open/v1/tables/milestones?changed_since={first}").json
        assert [row["milestone_id"] for row in answer["rows"]] == ["mil-b"]
        assert (answer["total"], answer["removed"], answer["snapshot_id"]) == (1, 0, second)
        answer = server.ask(f"/open/v1/tables/grants?changed_since={first}").json
        assert (answer["rows"], answer["total"], answer["removed"]) == ([], 0, 1)
        (row,) = server.ask(f"/open/v1/tables/kpi_values?changed_since={first}").json["rows"]
        assert row["value"] == 13
        for same in ("grant_changes", "projects", "sources"):
            assert server.ask(f"/open/v1/tables/{same}?changed_since={first}").json["rows"] == []
        assert server.ask(f"/open/v1/tables/milestones?changed_since={third}").json["total"] == 0, "withdrawn"
        older = server.ask(f"/open/v1/snapshots/{first}/tables/grants?changed_since={second}")
        assert older.status == 400 and f"was published after {first}" in older.json["detail"]
        same = f"/open/v1/snapshots/{first}/tables/grants?changed_since={first}"
        assert server.ask(same).json["total"] == 0
        table = server.ask(f"/open/v1/tables/kpi_values?changed_since={first}&format=csv").body.decode()
        assert table.count("\n") == 2 and "SECRET" not in table
        for path in ("tables/grants", "changes", "feed.atom"):
            answer = server.ask(f"/open/v1/{path}?changed_since=2025-01-01-0123456789ab")
            assert answer.status == 404 and "ever published" in answer.json["detail"]
            assert server.ask(f"/open/v1/{path}?changed=x").status == 400


def test_the_feed(sample: Loopback) -> None:
    feed = ET.fromstring(sample.ask("/open/v1/feed.atom").body)
    atom = "{http://www.w3.org/2005/Atom}"
    snapshot = sample.ask("/open/v1/snapshots").json["snapshots"][0]
    (entry,) = feed.findall(f"{atom}entry")
    assert "架空" in (entry.findtext(f"{atom}title") or "")
    assert entry.findtext(f"{atom}updated") == snapshot["built_at"]
    for link in entry.findall(f"{atom}link"):
        if link.get("rel") != "alternate":
            assert sample.ask(str(link.get("href"))).status == 200


def test_a_mistake_of_ours_is_a_number(
    sample: Loopback, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(*_: object, **named: object) -> None:
        raise ValueError("a SECRET of the store")

    monkeypatch.setattr(api, "written", failing)
    answer = sample.ask("/open/v1/tables/themes")
    number = re.search("number ([0-9a-f]{8})", answer.json["detail"])
    assert answer.status == 500 and b"SECRET" not in answer.body
    assert number and number[1] in caplog.text and "SECRET" in caplog.text
    assert "content-security-policy" in answer.headers and "x-content-type-options" in answer.headers


def test_a_damaged_store_is_said_without_its_place(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "snapshots").mkdir()
    (tmp_path / "current-public").write_text("../../etc/passwd")
    with serving(tmp_path) as server:
        answer = server.ask("/open/v1/tables/grants")
    assert answer.status == 503 and str(tmp_path) not in answer.body.decode()
    number = re.search("error ([0-9a-f]{8})", answer.json["detail"])
    assert number and number[1] in caplog.text and "passwd" not in answer.body.decode()
    assert int(answer.headers["retry-after"]) > 0


def test_the_internal_process_has_none_of_it(sample_store: Path) -> None:
    with serving(sample_store, "internal") as server:
        for path in ("figures/programme_totals", "tables/grants", "openapi.json", "package.zip"):
            for accept in ("text/html", "*/*"):
                assert server.ask(f"/open/v1/{path}", accept=accept).status == 404
        assert server.ask("/robots.txt").body == b"User-agent: *\nDisallow: /\n"
        assert server.ask("/sitemap.xml").status == 404


def test_what_search_engines_ask_for(sample: Loopback) -> None:
    assert f"Sitemap: http://127.0.0.1:{sample.port}/sitemap.xml" in sample.ask("/robots.txt").body.decode()
    sitemap = ET.fromstring(sample.ask("/sitemap.xml", x_forwarded_proto="https").body)
    found = [element.text for element in sitemap.iter() if element.tag.endswith("}loc")]
    home = f"https://127.0.0.1:{sample.port}"
    assert found[:4] == [
        f"{home}/?lang=ja",
        f"{home}/?lang=en",
        f"{home}/funding?lang=ja",
        f"{home}/funding?lang=en",
    ]
    about_one = {
        "projects?project": "projects",
        "organization?id": "organizations",
        "town?code": "municipalities",
    }
    ids = {
        path: sample.ask(f"/open/v1/tables/{table}?limit=1000").json["rows"]
        for path, table in about_one.items()
    }
    assert sorted(found[4::2]) == sorted(
        f"{home}/{path}={next(iter(row.values()))}&lang=ja" for path, rows in ids.items() for row in rows
    )


def test_the_search_answers_a_question_or_says_what_it_did_not_understand(sample: Loopback) -> None:
    """The rows are those of the query; 35,549,000 is read out of the sample by hand in tests/figures/questions.yml."""
    found = sample.ask("/open/v1/search?q=Sumida").json
    assert found["rows"] == sample.ask("/open/v1/figures/search?q=Sumida").json["rows"] != []
    assert found["answer"] is None is found["not_understood"]
    assert sample.ask("/open/v1/search?q=Sumida%20FY2024%20decided").json["answer"] == {
        "query": "municipality_list",
        "column": "decided_yen",
        "params": {"from_fy": 2024, "to_fy": 2024},
        "key": {"municipality_code": "131075"},
        "value": 35549000,
        "unit": "yen",
        "lineage": "/evidence?from_fy=2024&to_fy=2024&key=131075&of=municipality_list.decided_yen",
    }
    unknown = sample.ask("/open/v1/search?q=Tokyo%20Islands%20FY2026%20decided").json["answer"]
    assert unknown["value"] is None and unknown["column"] == "decided_yen"
    declined = sample.ask("/open/v1/search?q=Sumida%20FY2024%20spent").json
    assert declined["answer"] is None and declined["not_understood"]["words"] == ["spent"]
    assert "spent" in declined["not_understood"]["en"] and "spent" in declined["not_understood"]["ja"]
    assert sample.ask("/open/v1/search").status == 400
