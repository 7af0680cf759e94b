"""Columns of text recognised as a whole: cells that are the plain form of their value already, as most are.

Only what the careful reader of normalise.py would read unchanged and without a word is recognised; what is not is read
by it, cell by cell, so that nothing but time depends on what stands here.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from smart_tokyo.ledger.values.normalise import LONGEST_TEXT, UNKNOWN_TEXTS
from smart_tokyo.ledger.values.reading import Reading, alike_form
from smart_tokyo.schema import Field

ARROW = {  # type of a column → Arrow's, in which its values are held: nothing is guessed
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
}
_TEXT = (  # characters that stand for themselves, whatever comes before or after them, and can be seen
    r"!-~\x{a1}-\x{ac}\x{ae}-\x{17f}\x{2010}-\x{2027}\x{2030}-\x{205e}\x{2190}-\x{21ff}\x{2460}-\x{25ff}"
    r"\x{3001}-\x{3029}\x{3041}-\x{3096}\x{309d}-\x{30ff}\x{3200}-\x{33ff}\x{4e00}-\x{9fff}\x{ff01}-\x{ff9d}"
)
_FORMS = {  # kind or type of a column → the plain form of its values
    "yen": "0|[1-9][0-9]{0,17}",
    "fiscal_year": "[1-9][0-9]{3}",
    "municipality_code": "[0-9]{6}",
    "integer": "0|-?[1-9][0-9]{0,17}",
    "number": r"(?:-?[1-9][0-9]{0,8}|0)(?:\.[0-9]{1,6})?",  # digits that a float holds exactly as written
    "date": "(?:19|20)[0-9]{2}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)"
    "|(?:0[13578]|1[02])-31)",
    "boolean": "true|false",
    "text": rf"[{_TEXT}](?:[ \n{_TEXT}]*[{_TEXT}])?",
    "id": "[!-~](?:[ -~]*[!-~])?",
    "list": "[0-9A-Za-z](?:[ -~]*[!-~])?",
    "url": "[A-Za-z](?:[ -~]*[!-~])?",
}
_FOLDED = re.compile("[-_ ]+")
_WORDS = pa.array(sorted(UNKNOWN_TEXTS))
_NEEDS_ROWS = ("municipality_code",)  # whose check digit is only known to be right where another table has it


class Recognised(NamedTuple):
    """Of a column's cells: which are plain, which of these hold anything, and their values, NULL elsewhere."""

    plain: pa.BooleanArray
    filled: pa.BooleanArray
    values: pa.Array


def recogniser(
    field: Field, read: Callable[[str], Reading], is_id: bool = False, known: pa.Array | None = None
) -> Callable[[pa.StringArray], Recognised]:
    """What recognises the cells of a column, whose careful reader is `read`; a NULL is never plain.

    `known`: the ids of the table that it refers to by name or id; only these are plain then.
    """
    if field.enum:
        codes = pa.array([one for one in field.enum if read(one) == Reading(one)], pa.string())
        return lambda texts: _recognised(field, texts, pc.is_in(texts, codes))
    kind = field.kind or ("id" if is_id else "text" if field.type == "string" else field.type)
    form = _FORMS.get(kind)
    if form is None or (known is None and kind in _NEEDS_ROWS):
        return lambda texts: _recognised(field, texts, pa.array([False] * len(texts)))

    def recognise(texts: pa.StringArray) -> Recognised:
        hit = pc.match_substring_regex(texts, f"^(?:{form})$")
        if field.type == "string":
            # unknown, or what Excel could not tell
            odd = pc.or_(pc.is_in(texts, _WORDS), pc.starts_with(texts, "#"))
            hit = pc.and_not(pc.and_(hit, pc.less_equal(pc.utf8_length(texts), LONGEST_TEXT)), odd)
        if known is not None:
            hit = pc.and_(hit, pc.is_in(texts, known))
        return _recognised(field, texts, hit)

    return recognise


def _recognised(field: Field, texts: pa.StringArray, hit: pa.BooleanArray) -> Recognised:
    hit = pc.fill_null(hit, False)
    plain = pc.or_(hit, pc.fill_null(pc.equal(texts, ""), False))
    chosen = texts
    if texts.offset == hit.offset == 0:  # the text itself is held once
        chosen = pa.Array.from_buffers(texts.type, len(texts), [hit.buffers()[1], *texts.buffers()[1:]])
    elif not pc.all(hit).as_py():
        chosen = pc.if_else(hit, texts, None)
    values = pc.equal(chosen, "true") if field.type == "boolean" else chosen.cast(ARROW[field.type])
    return Recognised(plain, hit, values)


def perhaps_alike(ids: pa.ChunkedArray) -> list[int]:
    """The places of ids in a column that may be alike (`reading.alike_form`) to others in it, written otherwise.

    Of ids of ASCII letters, which are alike only where they are the same without case, dashes and leading zeros, most
    are left out; NULL is none.
    """
    folded = pc.replace_substring_regex(pc.ascii_lower(ids), "(^|[^0-9])0+([0-9])", r"\1\2")
    folded = pc.replace_substring_regex(folded, "[-_ ]+", "").combine_chunks()
    rest = pc.fill_null(pc.invert(pc.string_is_ascii(ids)), False).to_numpy()
    if rest.any():
        other = [_FOLDED.sub("", alike_form(ids[int(at)].as_py())) for at in np.flatnonzero(rest)]
        folded = pc.replace_with_mask(folded, pa.array(rest), pa.array(other, pa.string()))
    pairs = pa.table({"folded": folded, "id": ids}).group_by(["folded", "id"]).aggregate([])
    counted = pairs.group_by("folded").aggregate([("id", "count")])  # NULL does not count
    several = counted.filter(pc.greater(counted["id_count"], 1))["folded"]
    hit = pc.is_in(folded, several.combine_chunks()).to_numpy(zero_copy_only=False)
    return list(map(int, np.flatnonzero(hit)))
