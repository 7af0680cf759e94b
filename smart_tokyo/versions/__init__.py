"""What became public and why, and what is different between two versions: each answer from the files of both alone.

Nothing here moves a pointer or knows who asks; whoever writes a store, serves the API or shows a page uses it.
"""

from typing import Literal, get_args

Figure = Literal["decided_yen", "requested_yen", "settled_yen", "paid_yen", "projects"]
FIGURES: tuple[str, ...] = get_args(Figure)
"""The columns of programme_totals of which two versions say why one is another."""
