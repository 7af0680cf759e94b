"""The links of every page with figures to how each number is made: every one names a number that is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from smart_tokyo.figures import FILTER_NAMES, declared, lineage_of, open_snapshot
from smart_tokyo.figures.lineage import PARAMETERS
from smart_tokyo.store import AUDIENCES, StorePaths
from smart_tokyo.view.parts.lineage import read_key
from tests.figures.test_lineage import Over
from tests.pages.conftest import See, names_for, tiles
from tests.pages.test_evidence import NO_NUMBER, addresses

WITHOUT_FIGURES = {"reports", "open_data", "evidence", "data_desk", "accessibility", "embed"}
WITHOUT_FIGURES |= {
    "search",
    "changes",
    "bridge",
}  # of one version there are none; of several test_bridge.py looks


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_page_with_figures_leads_to_how_they_are_made(
    audience: str, sample_store: Path, see: See
) -> None:
    """Each link is followed as the page of a number does; of each query one is opened there too."""
    paths, opened = StorePaths(sample_store), set[str]()
    stops: list[tuple[str, dict[str, str]]] = [("projects", {"project": "SMP-001"})]
    stops += [("organization", {"id": "SMO-01"}), ("town", {"code": "131075"})]
    stops += [(name, {}) for name in names_for(audience) if name not in WITHOUT_FIGURES]
    with open_snapshot(paths.database(str(paths.current(audience)), audience)) as con:
        run = Over(con)
        for name, address in stops:
            links = addresses(see(name, "sample", audience, lang="en", **address).at)
            assert links, name
            for one in {tuple(sorted(link.items())): link for link in links}.values():
                assert (one["lang"], one["back"]) == ("en", name)
                query, _, column = one["of"].partition(".")
                figure = declared().figure(query, column)
                key = read_key(figure, one.get("key", ""))
                params = {param: one.get(PARAMETERS[param]) for param in FILTER_NAMES}
                assert len(run.rows(query, params)), one
                if key is not None:
                    lineage_of(run, query, column, params, key)
                if query not in opened:
                    opened.add(query)
                    page = see("evidence", "sample", audience, **one)
                    assert NO_NUMBER not in page.text and not page.at.error, one
                    assert tiles(page.at) or "Choose the number" in page.text or page.at.info, one
