"""The texts that differ by audience: what is "not published" to the public is "not recorded" to the staff.

A page says every text through `Page.t`, which puts the staff's wording in the place of the public's.
"""

from __future__ import annotations

from smart_tokyo.words import N_

INTERNAL: dict[str, str] = {  # the public's text: the staff's
    N_("not published"): N_("not recorded"),
    N_("Not published"): N_("Not recorded"),
    N_("The amount is not known from public sources. It is never counted as zero."): N_(
        "The amount is not in the ledger. It is never counted as zero."
    ),
    N_(
        "Amounts are whole yen in the data and rounded only on screen. "
        "“Not published” means unknown, never zero."
    ): N_(
        "Amounts are whole yen in the data and rounded only on screen. "
        "“Not recorded” means not in the ledger, never zero."
    ),
    N_(
        "An unknown amount stays unknown: it is left out of sums, and a sum of nothing but "
        "unknowns is “not published”."
    ): N_(
        "An unknown amount stays unknown: it is left out of sums, and a sum of nothing but "
        "unknowns is “not recorded”."
    ),
    N_("projects, amount not published"): N_("projects, amount not recorded"),
    N_(": amounts not published"): N_(": amounts not recorded"),
    N_("amounts not published"): N_("amounts not recorded"),
    N_("dates not published"): N_("dates not recorded"),
    N_(
        "**Nothing about money is checked here, because no amount has been published.** That is no pass: "
        "whether these grants keep within the rules cannot be told from public sources."
    ): N_(
        "**Nothing about money is checked here, because no amount has been recorded.** That is no pass: "
        "whether these grants keep within the rules cannot be told from the ledger."
    ),
    N_("no target published"): N_("no target recorded"),
    N_("No payment has been published."): N_("No payment has been recorded."),
    N_("**No decided amount has been published** for {projects}."): N_(
        "**No decided amount has been recorded** for {projects}."
    ),
    N_("**No grant amount has been published** for any of the {years}."): N_(
        "**No grant amount has been recorded** for any of the {years}."
    ),
    N_("**No grant amount has been published** for any of the {years}. The limit is {limit} in total."): N_(
        "**No grant amount has been recorded** for any of the {years}. The limit is {limit} in total."
    ),
    N_("The amounts have **not been published**."): N_("The amounts have **not been recorded**."),
    N_("The amounts have **not been published**; the limit is **{limit}** in total, for the {years}."): N_(
        "The amounts have **not been recorded**; the limit is **{limit}** in total, for the {years}."
    ),
    N_(
        "Without the eligible expense the limit is the cap of the programme. "
        "The amounts themselves are not published."
    ): N_(
        "Without the eligible expense the limit is the cap of the programme. "
        "The amounts themselves are not recorded."
    ),
    N_("No amount has been published for any year. The outlines show only the limit."): N_(
        "No amount has been recorded for any year. The outlines show only the limit."
    ),
    N_("No amount has been published, and no limit is known."): N_(
        "No amount has been recorded, and no limit is known."
    ),
    N_(
        "No amount of this project has been published. The table shows only the limit of each fiscal year."
    ): N_("No amount of this project has been recorded. The table shows only the limit of each fiscal year."),
    N_("No decided amount is published, so there is nothing to shade by yen."): N_(
        "No decided amount is recorded, so there is nothing to shade by yen."
    ),
    N_("**No milestone is published for this selection.**"): N_(
        "**No milestone is recorded for this selection.**"
    ),
    N_("No milestone is published for this selection."): N_("No milestone is recorded for this selection."),
    N_("No milestone is published for this project."): N_("No milestone is recorded for this project."),
    N_("No KPI is published for this selection."): N_("No KPI is recorded for this selection."),
    N_("No KPI is published for this project."): N_("No KPI is recorded for this project."),
    N_("No consortium member is published for this selection."): N_(
        "No consortium member is recorded for this selection."
    ),
    N_("The consortium is not known from the published sources."): N_("No consortium is recorded."),
    N_("Its members are not published."): N_("Its members are not recorded."),
    N_("No status report is published."): N_("No status report is recorded."),
    N_("No status report is published for this project."): N_(
        "No status report is recorded for this project."
    ),
    N_("No status report is published for the {projects} running on this date."): N_(
        "No status report is recorded for the {projects} running on this date."
    ),
    N_("No support record is published for this selection."): N_(
        "No support is recorded for this selection."
    ),
    N_("No summary is published."): N_("No summary is recorded."),
    N_("Without a published baseline, target or target date"): N_(
        "Without a recorded baseline, target or target date"
    ),
}


def worded(text: str, audience: str) -> str:
    """The text as the audience (`public` or `internal`) reads it."""
    return INTERNAL.get(text, text) if audience == "internal" else text
