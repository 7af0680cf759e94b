"""Grant rows in words: which stand over their limit, and amounts and limit over the same grants."""

from __future__ import annotations

from typing import Any

import pandas as pd

from smart_tokyo import formats
from smart_tokyo.terms import EXPENSE_AND_STAGES, limit_beside
from smart_tokyo.view import marks
from smart_tokyo.view.frame import Page
from smart_tokyo.view.tables import Column, Kind
from smart_tokyo.view.text import whole


def like_with_like(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of funding_stages or project_list with the limit and headroom that may stand beside their amounts."""
    limits = pd.Series([limit_beside(row) for row in marks.records(rows)], rows.index, "Int64")
    headroom = {"headroom_yen": rows["headroom_yen"].where(limits.notna())} if "headroom_yen" in rows else {}
    return rows.assign(limit_yen=limits, **headroom)


def remark(page: Page, row: dict[str, Any]) -> str:
    """How a grant stands to its limit, as mark and word; a dash where one of the two is unknown."""
    if formats.missing(row["headroom_yen"]):
        return "–"
    if row["headroom_yen"] < 0:
        excess = formats.exact_yen(-int(row["headroom_yen"]), page.lang)
        return page.t("! Over the limit by {amount}", amount=excess)
    return page.t("● At the limit") if row["headroom_yen"] == 0 else page.t("✓ Within the limit")


def with_remarks(page: Page, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with a column `_remark`."""
    return rows.assign(_remark=[whole(remark(page, row)) for row in marks.records(rows)])


def stage_columns(page: Page, kind: Kind = "exact_yen") -> tuple[Column, ...]:
    """The columns of a grant from the eligible expense to the payment, to the yen or in the reader's unit."""
    return (
        Column("fiscal_year", page.t("Fiscal year"), "fiscal_year"),
        *(Column(column, page.t(name), kind) for column, name in EXPENSE_AND_STAGES.items()),
    )


def limit_columns(page: Page) -> tuple[Column, ...]:
    """The columns of a grant's limits to the yen, and how the decision stands to them."""
    return (
        Column("fiscal_year", page.t("Fiscal year"), "fiscal_year"),
        Column("cap_yen", page.t("Cap"), "exact_yen", page.t("no rule")),
        Column("rate_limit_yen", page.t("Limit by rate"), "exact_yen", page.t("cannot be computed")),
        Column("limit_yen", page.t("Limit"), "exact_yen", page.t("cannot be computed")),
        Column("headroom_yen", page.t("Headroom"), "exact_yen", page.t("cannot be computed")),
        Column("rate_permille", page.t("Decided / eligible"), "permille", page.t("cannot be computed")),
        Column("_remark", page.t("Against the limit"), "markdown"),
    )
