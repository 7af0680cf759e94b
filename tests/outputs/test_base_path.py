"""Below a base path: what is written there, which addresses answer, and where each address in an answer leads."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

from smart_tokyo.addresses import at, within
from smart_tokyo.outputs.api import openapi
from smart_tokyo.settings import BadSetting
from tests.outputs.loopback import Loopback, serving

BASE = "/city/smart-tokyo"


@pytest.fixture(scope="module")
def server(sample_store: Path) -> Iterator[Loopback]:
    with serving(sample_store, base=BASE) as found:
        yield found


@pytest.mark.parametrize(
    ("given", "base"),
    [
        ("", ""),
        ("/", ""),
        ("smart-tokyo", "/smart-tokyo"),
        ("/smart-tokyo/", "/smart-tokyo"),
        ("/~a/b_1.x", "/~a/b_1.x"),
    ],
)
def test_a_base_path_is_written_one_way(given: str, base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMART_TOKYO_BASE_PATH", given)
    assert (at("/"), at("/map")) == (f"{base}/", f"{base}/map")
    assert (within(f"{base}/"), within(f"{base}/map")) == ("/", "/map")


REFUSED = [
    "//",
    "//x",
    "/x//y",
    "x y",
    "..",
    "/a/../b",
    "/.",
    "/x?y",
    "/x#y",
    "/x%20y",
    "https://h/x",
    "\\x",
    "都",
]


@pytest.mark.parametrize("text", [*REFUSED, "/x\n", "/_stcore", "/media/x"])
def test_what_is_no_base_path_is_refused_in_one_sentence(
    run, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, err = run("serve", "--base-path", text)
    assert (code, out, err.count("\n")) == (2, "", 1) and "looks like /smart-tokyo" in err
    monkeypatch.setenv("SMART_TOKYO_BASE_PATH", text)
    with pytest.raises(BadSetting, match="SMART_TOKYO_BASE_PATH"):
        at("/")


def test_what_is_outside_is_not_there(server: Loopback) -> None:
    outside = ("/open/v1/snapshots", "/robots.txt", "/funding", f"{BASE}x/", f"/{BASE}/robots.txt", "/city/")
    for path in outside:
        for accept in ("text/html", "*/*"):
            answer = server.ask(path, accept=accept)
            assert answer.status == 404 and f'href="{BASE}/?lang=ja"' in answer.body.decode()
            assert "content-security-policy" in answer.headers
    for path in ("/", BASE):
        answer = server.ask(f"{path}?lang=en&area=A%20B")
        assert (answer.status, answer.headers["location"]) == (307, f"{BASE}/?lang=en&area=A%20B")


def test_every_address_in_an_answer_leads_below_the_base_path(server: Loopback) -> None:
    host = f"http://127.0.0.1:{server.port}"
    document = server.ask(f"{BASE}/open/v1/openapi.json").json
    assert document == openapi.document(BASE) and [one["url"] for one in document["servers"]] == [BASE]
    searched = {f"{openapi.API}/search": "?q=x"}
    found = {BASE + path + searched.get(path, "") for path in document["paths"] if "{" not in path}
    feed = ET.fromstring(server.ask(f"{BASE}/open/v1/feed.atom").body)
    linked = [str(one.get("href")) for one in feed.iter() if one.tag.endswith("}link")]
    assert len(linked) == 4 and f"{BASE}/?snapshot=" in "".join(linked)
    rows = server.ask(f"{BASE}/open/v1/tables/projects?limit=2")
    second = server.ask(rows.json["next"])
    assert f'<{rows.json["next"]}>; rel="next"' in rows.headers["link"]
    (before,) = re.findall('<([^>]*)>; rel="prev"', second.headers["link"])
    said = [
        server.ask(f"{BASE}/open/v1/{one}").json["detail"]
        for one in ("figures/x", "x", "snapshots/x/README.md")
    ]
    named = [one for text in said for one in re.findall(r"/[a-z/0-9-]+(?:\.json)?", text)]
    assert len(named) == 3
    robots = server.ask(f"{BASE}/robots.txt").body.decode()
    assert f"Disallow: {BASE}/_stcore/\n" in robots
    (sitemap,) = re.findall(f"Sitemap: {host}(.*)", robots)
    pages = re.findall("<loc>([^<]*)</loc>", server.ask(sitemap).body.decode())
    assert pages[:3] == [f"{host}{BASE}/?lang=ja", f"{host}{BASE}/?lang=en", f"{host}{BASE}/funding?lang=ja"]
    data = {path for path in [*found, *linked, before, *named, sitemap] if not path.startswith(f"{BASE}/?")}
    assert {path: server.ask(path).status for path in data} == dict.fromkeys(data, 200)
