"""The directory of organizations and the page of one, by hand from `data/sample`."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Opener, See, tables, text_of, tiles


def names(at: AppTest) -> list[str]:
    """The organizations of the first table."""
    return [cell.split("]")[0].lstrip("[") for cell in tables(at)[0].value["Organization"]]


def test_the_directory_finds_by_any_name_and_orders(sample_store: Path, open_page: Opener) -> None:
    """SMO-17 was once 見本工業大学, SMO-22 has ㈱ in another spelling: width does not matter."""
    at = open_page("organization", sample_store, "internal", lang="en")
    every = names(at)
    assert "Known members only." in text_of(at), "a partner that nobody named may be missing"
    for query, one in (
        ("見本工業大学", "SMO-17"),
        ("(株)見本センシング", "SMO-22"),
        ("みほんだいがく", "SMO-16"),
    ):
        at = open_page("organization", sample_store, "internal", lang="en", q=query)
        assert len(names(at)) == 1 < len(every) and f"id={one})" in text_of(at), query
    at = open_page("organization", sample_store, "internal", lang="en", q="no such name")
    assert "There is nothing to show here." in text_of(at) and not tables(at)
    led = names(open_page("organization", sample_store, "internal", lang="en", sort="led"))
    assert sorted(led) == sorted(every) and led != every
    kinds = tables(open_page("organization", sample_store, "internal", lang="en", kind="company"))[0].value[
        "Kind"
    ]
    assert set(kinds) == {"Company"}


def test_one_organization_with_all_its_names(see: See) -> None:
    for audience in ("internal", "public"):
        page = see("organization", "sample", audience, lang="en", id="SMO-17")
        assert "見本工業大学 (Former name, until 31 Mar 2023)" in page.text.replace("\\", "")
        assert "Corporate number" in page.text and "Names" in page.text and "All organizations" in page.text
        headers = [one.value for one in page.at.header]
        assert {"Projects", "Role by fiscal year, on the day of the award", "Partners", "Sources"} <= set(
            headers
        )


def test_its_projects_money_and_years_agree(see: See) -> None:
    """What it was decided as lead is the sum over the years in which it led, which are of the days of the awards."""
    at = see("organization", "sample", "internal", lang="en", id="SMO-24", unit="yen").at
    found = {one.label: one.value for one in tiles(at)}
    projects, years, partners = (one.value for one in tables(at))
    assert found["Projects it takes part in"] == str(len(projects))
    assert found["Partners"] == str(len(partners))
    led = [int(one.replace(",", "")) for one in years.iloc[:, 3] if one[0].isdigit()]
    assert found["Decided as lead"] == f"{sum(led):,} yen" and len(led) > 1
    assert all(
        (one == "Lead") == (yen != "–") for one, yen in zip(years["Role"], years.iloc[:, 3], strict=True)
    )


def test_filters_narrow_it_and_an_unknown_one_is_said_kindly(sample_store: Path, open_page: Opener) -> None:
    at = open_page("organization", sample_store, lang="en", id="SMO-01", programme="PG-CHIIKI")
    assert "Shown: **Smart Tokyo Chiiki Project**" in text_of(at)
    at = open_page("organization", sample_store, lang="en", id="NO-SUCH")
    assert "There is no such Organization in this data: NO-SUCH" in text_of(at).replace("\\", "")
    assert [link.label for link in at.main.get("page_link")] == ["All organizations"] and not tables(at)


def test_the_names_of_organizations_lead_to_their_page(see: See) -> None:
    for name, address in (
        ("projects", {"project": "SMP-001"}),
        ("review", {"project": "SMP-001"}),
        ("reuse", {"compare": "SMP-001,SMP-002"}),
        ("evidence", {"of": "organization_list.projects", "key": "SMO-01"}),
    ):
        assert (
            "](organization?lang=en&id=SMO-" in see(name, "sample", "internal", lang="en", **address).text
        ), name
