"""The MCP server, asked by the SDK's own client on loopback: its answers are the API's, and say what they are."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from mcp import Client
from starlette.applications import Starlette

from smart_tokyo.figures import Part, catalog, declared, open_snapshot, records
from smart_tokyo.outputs.api import api, tools
from smart_tokyo.outputs.api.gate import Workers
from smart_tokyo.store import StorePaths
from tests.conftest import ROOT, build
from tests.ledger.sources import small
from tests.outputs.loopback import Loopback, call, in_session, running, serving

HEADERS = {"content-type": "application/json", "accept": "application/json"}
LISTING = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
HELD_BACK = "SMP-017"  # of the sample: not published


@pytest.fixture(scope="module")
def sample(sample_store: Path) -> Iterator[Loopback]:
    with serving(sample_store) as server:
        yield server


def at(server: Loopback) -> str:
    return f"http://127.0.0.1:{server.port}/open/mcp"


def answer(server: Loopback, tool: str, **arguments: Any) -> Any:
    """What a tool answers, which stands in its text as well."""
    result = call(at(server), tool, **arguments)
    assert not result.is_error, result.content
    [content] = result.content
    assert content.type == "text" and json.loads(content.text) == result.structured_content
    return result.structured_content


def refusal(server: Loopback, tool: str, **arguments: Any) -> str:
    """The sentence with which a tool refuses."""
    result = call(at(server), tool, **arguments)
    [content] = result.content
    assert result.is_error and result.structured_content is None and content.type == "text"
    return content.text


def test_the_tools_say_what_they_do(sample: Loopback) -> None:
    listed = in_session(at(sample), lambda session: session.list_tools()).tools
    takes = {one.name: list(one.input_schema["properties"]) for one in listed}
    assert takes == {
        "search": ["q", "lang", "limit", "offset"],
        "figure": ["name", "parameters", "limit", "offset"],
        "explain": ["name", "column", "parameters", "limit", "offset"],
        "changes": ["since"],
    }
    for one in listed:
        japanese, english = (
            re.search(script, f"{one.title} {one.description}") for script in ("[ぁ-ん一-龯]", "[a-z]")
        )
        assert japanese and english and one.annotations and one.annotations.read_only_hint
    [figure] = [one.description or "" for one in listed if one.name == "figure"]
    named = [name for name, query in catalog().items() if query.public and not name.startswith("rows_")]
    assert [name for name in named if f"\n{name}: " not in figure] == []
    assert [name for name, query in catalog().items() if not query.public and f"{name}: " in figure] == []


SAME = [
    ("search", {"q": "港区", "limit": 3}, "figures/search?q=港区&limit=3"),
    ("search", {"q": "Minato", "lang": "en"}, "search?q=Minato&limit=100"),
    ("search", {"q": "decided"}, "search?q=decided&limit=100"),
    ("figure", {"name": "programme_totals"}, "figures/programme_totals?limit=100"),
    ("figure", {"name": "programme_totals", "parameters": None}, "figures/programme_totals?limit=100"),
    (
        "figure",
        {
            "name": "grant_ledger",
            "parameters": {"from_fy": 2024, "theme": "economy"},
            "limit": 2,
            "offset": 1,
        },
        "figures/grant_ledger?from_fy=2024&theme=economy&limit=2&offset=1",
    ),
    ("changes", {}, "changes"),
]


@pytest.mark.parametrize(("tool", "arguments", "path"), SAME)
def test_an_answer_is_that_of_the_api(
    tool: str, arguments: dict[str, Any], path: str, sample: Loopback
) -> None:
    found, same = answer(sample, tool, **arguments), sample.ask(f"/open/v1/{quote(path, safe='/?=&')}").json
    if tool == "search":
        titles = [row.pop("title") for row in found["rows"]]
        assert titles == [row[f"title_{arguments.get('lang', 'ja')}"] for row in same["rows"]] != []
    if following := same.pop("next", None):
        assert f"offset={found['next']}" in following
        assert found["next"] == arguments.get("offset", 0) + arguments["limit"]
    assert same.items() <= found.items()


@pytest.mark.parametrize("tool", ["search", "figure", "explain", "changes"])
@pytest.mark.parametrize("fictional", [True, False])
def test_every_answer_says_what_it_is(
    tool: str, fictional: bool, sample_store: Path, register_store: Path
) -> None:
    asked: dict[str, dict[str, Any]] = {
        "search": {"q": "Sumida"},
        "figure": {"name": "programme_totals"},
        "explain": {"name": "programme_totals", "column": "decided_yen"},
        "changes": {},
    }
    with serving(sample_store if fictional else register_store) as server:
        found, label = (
            answer(server, tool, **asked[tool]),
            server.ask("/open/v1/snapshots").json["snapshots"][0],
        )
    assert {name: found[name] for name in ("snapshot_id", "as_of", "label_ja", "label_en", "fictional")} == {
        name: value for name, value in label.items() if name != "built_at"
    }
    assert found["fictional"] is fictional
    assert ("架空" in found["notice"]) is ("This data is invented" in found["notice"]) is fictional
    assert found["snapshot_id"] in found["attribution"] and "CC BY 4.0" in found["attribution"]
    assert found["licence"].endswith("/by/4.0/") and "not published" in found["unknown"]


def test_what_is_not_published_is_null_and_no_number(register_store: Path) -> None:
    with serving(register_store) as server:
        [totals] = answer(server, "figure", name="programme_totals")["rows"]
        assert totals["decided_yen"] is None and totals["projects"] > 0
        why = answer(server, "explain", name="programme_totals", column="decided_yen")
        assert why["value"] is None and why["rows_give"] is None and why["agrees"]


def test_a_number_is_explained_by_its_rows_with_their_places(sample: Loopback, sample_store: Path) -> None:
    """As its page does: every row of the ledger that it is the sum of, none besides."""
    paths = StorePaths(sample_store)
    con = open_snapshot(paths.database(str(paths.current("public")), "public"))
    area = records(con, "funding_by_area")[0]
    rows = records(con, "rows_grants", part=Part((("area_id", area["area_id"]),)))
    parameters = {"area_id": area["area_id"]}
    found = answer(sample, "explain", name="funding_by_area", column="decided_yen", parameters=parameters)
    assert found["value"] == found["rows_give"] == area["decided_yen"] and found["agrees"]
    assert found["title"]["ja"] == "交付決定額" and found["means"]["en"] and found["kind"] == "yen"
    assert (found["how"], found["of"], found["rows_of"]) == ("sum", ["decided_yen"], "rows_grants")
    assert found["total"] == len(rows) == len(found["rows"]) and found["next"] is None
    assert found["rows"] == json.loads(api.written(rows))
    assert all(row["file"] == "grants.csv" and row["row_number"] > 1 for row in found["rows"])
    some = answer(sample, "explain", name="programme_totals", column="decided_yen", limit=3, offset=2)
    assert some["rows"] == json.loads(api.written(records(con, "rows_grants")[2:5])) and some["next"] == 5


def test_every_number_of_the_public_can_be_explained(sample: Loopback, sample_store: Path) -> None:
    """The first row of each query: its first number, with the key as text, '-' where it is unknown."""
    paths = StorePaths(sample_store)
    con = open_snapshot(paths.database(str(paths.current("public")), "public"))
    wrong = []
    for name, numbers in declared().figures.items():
        rows = records(con, name, part=Part(limit=1)) if catalog()[name].public else []
        for column, figure in list(numbers.items())[: len(rows)]:
            key = {one: "-" if rows[0][one] is None else str(rows[0][one]) for one in figure.key}
            found = tools.answer("explain", {"name": name, "column": column, "parameters": key, "limit": 1})
            known = found["agrees"] is (None if figure.rows.internal else True)
            if not known or found["value"] != rows[0][column] or bool(found["rows"]) != bool(found["total"]):
                wrong.append(f"{name}.{column}")
    assert wrong == []
    step = {"step": records(con, "journey_steps")[0]["step"]}
    hidden = answer(sample, "explain", name="journey_steps", column="issues", parameters=step)
    assert hidden["value"] and hidden["rows"] == [] and hidden["total"] is None


@pytest.mark.parametrize(
    ("tool", "arguments", "says"),
    [
        ("nothing", {}, "there are search, figure, explain, changes"),
        ("search", {}, "'q' is a required property"),
        ("search", {"q": ""}, "arguments.q"),
        ("search", {"q": "港", "lang": "fr"}, "['ja', 'en']"),
        ("search", {"q": "x" * 201}, "too long"),
        ("figure", {"name": "programme_totals", "who": 1}, "'who'"),
        ("figure", {"name": "nothing"}, "no figure of this name"),
        ("figure", {"name": "review_attention"}, "no figure of this name"),
        ("figure", {"name": "status_counts", "parameters": {"from_fy": 2024}}, "'from_fy'"),
        ("figure", {"name": "programme_totals", "parameters": {"from_fy": "x"}}, "a fiscal year from"),
        ("figure", {"name": "programme_totals", "parameters": {"format": "csv"}}, "'format'"),
        ("figure", {"name": "programme_totals", "parameters": {"theme": True}}, "parameters.theme"),
        ("figure", {"name": "programme_totals", "parameters": "theme=economy"}, "'object'"),
        ("figure", {"name": "programme_totals", "limit": 100_000}, "10000"),
        ("explain", {"name": "programme_totals", "column": "nothing"}, "it has projects, "),
        ("explain", {"name": "review_attention", "column": "days"}, "no figure of this name"),
        ("explain", {"name": "funding_by_area", "column": "decided_yen"}, "told apart by area_id"),
        (
            "explain",
            {"name": "funding_by_area", "column": "decided_yen", "parameters": {"area_id": "nowhere"}},
            "no row nowhere",
        ),
        ("changes", {"since": "2020-01-01-0123456789ab"}, "ever published"),
    ],
)
def test_a_refusal_is_one_sentence(tool: str, arguments: dict[str, Any], says: str, sample: Loopback) -> None:
    text = refusal(sample, tool, **arguments)
    assert (
        says in text
        and text.endswith(".")
        and "\n" not in text
        and len(text) < 900
        and "Traceback" not in text
    )


def test_a_project_that_is_not_published_is_not_found(sample: Loopback) -> None:
    key = {"project_id": HELD_BACK}
    for name in ("project_detail", "project_list", "grant_ledger"):
        assert answer(sample, "figure", name=name, parameters=key)["rows"] == []
    assert (
        answer(sample, "search", q=HELD_BACK)["rows"] == answer(sample, "search", q="屋上の緑")["rows"] == []
    )
    found = refusal(sample, "explain", name="project_list", column="decided_yen", parameters=key)
    assert found == f"project_list has no row {HELD_BACK}."


def test_what_came_after_a_version(tmp_path: Path) -> None:
    source = small(tmp_path / "source")
    store = build(source, tmp_path / "store", "--as-of", "2025-10-01")
    first = str(StorePaths(store).current("public"))
    build(source, store, "--as-of", "2025-11-01")
    with serving(store) as server:
        since = answer(server, "changes", since=first)
        assert [one["since"] for one in since["versions"]] == [first]
        assert since["snapshot_id"] == since["versions"][0]["id"] != first
        assert answer(server, "changes", since=since["snapshot_id"])["versions"] == []


def test_nothing_published_and_nothing_readable_are_said(tmp_path: Path, sample_store: Path) -> None:
    with serving(tmp_path / "none") as server:
        assert refusal(server, "changes") == "Nothing has been published yet."


def test_a_number_that_takes_too_long_is_stopped_and_said(
    sample: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = "select sum(a.range * b.range) as decided_yen from range(10000000) as a cross join range(1000000) as b"
    slow = catalog()["programme_totals"]._replace(sql=endless, parameters=())
    monkeypatch.setitem(catalog(), "programme_totals", slow)
    monkeypatch.setattr(api, "LONGEST_S", 0.2)
    for tool, more in (("figure", {}), ("explain", {"column": "decided_yen"})):
        assert "takes too long" in refusal(sample, tool, name="programme_totals", **more)


def test_what_goes_wrong_inside_stays_inside(sample: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = catalog()["kpi_counts"]._replace(sql="select * from no_such_table", parameters=())
    monkeypatch.setitem(catalog(), "kpi_counts", broken)
    assert re.fullmatch(
        r"The data cannot be read just now.*\(error [0-9a-f]{8}\)\.",
        refusal(sample, "figure", name="kpi_counts"),
    )


def test_clients_of_the_newest_protocol_get_the_same(sample: Loopback) -> None:
    async def asked() -> Any:
        async with Client(at(sample)) as client:
            return (await client.call_tool("figure", {"name": "kpi_counts"})).structured_content

    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(lambda: asyncio.run(asked())).result() == answer(
            sample, "figure", name="kpi_counts"
        )


def test_one_rate_and_one_size_for_tools_and_api(sample_store: Path) -> None:
    with serving(sample_store, rate=30) as server:  # ten at once
        asked = [server.ask("/open/v1/tables/themes").status for _ in range(5)]
        asked += [post(server, LISTING).status for _ in range(10)]
        assert asked[:9] == [200] * 9 and asked[-1] == 429
        refused = post(server, LISTING)
        assert int(refused.headers["retry-after"]) >= 1 and "Too many requests" in refused.json["detail"]
        assert post(server, LISTING, x_forwarded_for="198.51.100.2").status == 200
    with serving(sample_store) as server:
        large = {**LISTING, "params": {"_meta": {"x": "x" * tools.MOST_BYTES}}}
        assert post(server, large).status == 413 and post(server, LISTING).status == 200
        refused = server.ask("/open/mcp")
        assert refused.status == 405 and refused.headers["allow"] == "OPTIONS, POST"
        assert refused.json["detail"] == "GET is not possible here; use OPTIONS, POST."


def post(server: Loopback, message: Any, **headers: str) -> Any:
    named = {name.replace("-", "_"): value for name, value in (HEADERS | headers).items()}
    return server.ask("/open/mcp", "POST", json.dumps(message), **named)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("a.example", 200),
        ("a.example:8501", 200),
        ("[::1]:8501", 200),
        ("b.example", 400),
        ("localhost", 400),
    ],
)
def test_only_names_that_are_known_are_answered(host: str, status: int) -> None:
    routes = tools.routes(Workers(), ["a.example", "::1"])
    with running(Starlette(routes=routes)) as server:
        named = {name.replace("-", "_"): value for name, value in HEADERS.items()}
        assert server.ask("/mcp", "POST", json.dumps(LISTING), host=host, **named).status == status


def test_it_is_below_the_base_path_and_in_the_public_view_alone(sample_store: Path) -> None:
    with serving(sample_store, base="/city") as server:
        url = f"http://127.0.0.1:{server.port}/city/open/mcp"
        assert not call(url, "figure", name="kpi_counts").is_error
        assert "/city/open/v1/openapi.json" in str(call(url, "figure", name="nothing").content)
    with serving(sample_store, "internal") as server:
        assert post(server, LISTING).status == 404


def test_only_the_public_server_loads_the_sdk() -> None:
    """It takes memory and time: the command line, the pages and the internal server do without."""
    loads = "import sys, smart_tokyo.commands.cli, smart_tokyo.view.frame, smart_tokyo.outputs.api.api"
    code = f"{loads}; sys.exit('mcp' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0
