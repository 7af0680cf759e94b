"""What the about page says in our own words: the course of support, the glossary, what is not published.

It holds for the real programmes; STEPS_SOURCES are the sources of the account of support.
"""

from __future__ import annotations

from smart_tokyo.words import N_

STEPS_SOURCES = ("S01", "S03")
STEPS = (  # heading, what happens
    (
        N_("Individual hearings"),
        N_(
            "The secretariat talks with each municipality: what the local issue is, and "
            "what kind of partner could help."
        ),
    ),
    (
        N_("Matching event"),
        N_(
            "Municipalities present their issues, and companies and universities what they "
            "can do. Partners find each other."
        ),
    ),
    (
        N_("Consortium"),
        N_(
            "Municipality, university, company and others form a consortium. Helping with "
            "this is what is new since FY2025."
        ),
    ),
    (
        N_("Grant"),
        N_(
            "The Metropolitan Government selects projects and pays a member of the "
            "consortium part of the eligible expenses."
        ),
    ),
    (
        N_("Implementation support"),
        N_(
            "While the project runs, the secretariat helps with its management and lends "
            "knowledge and contacts."
        ),
    ),
)
GLOSSARY = (  # beside the amounts of a grant, whose words are declared with their columns
    (N_("Not published"), N_("The amount is not known from public sources. It is never counted as zero.")),
    (N_("Inferred"), N_("Our reading of a source, not its wording.")),
    (N_("As of"), N_("The date up to which facts count. What happened later is not yet in any figure.")),
)
UNPUBLISHED = (
    N_("The amount granted to any single project, and the budget of the programmes by fiscal year."),
    N_(
        "The official names of several projects and the members of some consortia; the "
        "project pages say which."
    ),
    N_(
        "Targets for the projects’ results. Results were found for projects in Tama, Komae and "
        "Takeshiba only, and a baseline for Inagi."
    ),
    N_("The dates of hearings and matching events, and who runs the secretariat."),
)
HOW = (
    N_(
        "Every number is computed in the same way from data fixed at the as-of date; the version "
        "of the data is at the foot of each page."
    ),
    N_(
        "An unknown amount stays unknown: it is left out of sums, and a sum of nothing but "
        "unknowns is “not published”."
    ),
    N_(
        "Amounts are whole yen. Limits are computed in whole numbers and rounded down; "
        "only what you see is rounded."
    ),
    N_("A fiscal year runs from April to March and is named by the year in which it starts."),
    N_("A project whose area spans several municipalities counts whole in each of them."),
    N_(
        "The public view is built from a file that holds published projects only; nothing "
        "else can appear in it."
    ),
)
