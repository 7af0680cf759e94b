"""The words of the template workbook; it has them in both languages side by side: who fills it in needs both."""

from collections.abc import Iterator

from smart_tokyo.ledger.values.choices import listed
from smart_tokyo.schema import Field, Table, tables
from smart_tokyo.words import LANGS, N_, Lang, Text, t

MARK = "＊"
TITLE = N_("Workbook for the ledger")
GUIDE = (N_("Sheet (table)"), N_("Required columns"))
STEPS = (
    N_(
        "1. There is one sheet per table. Row 1 is the header; write from row 2 on. Leave empty what you do not use."
    ),
    N_(
        "2. A column with {mark} behind its title and a thick line below is required. The note on each title says "
        "what it means, how to write it and its unit."
    ),
    N_("3. Leave unknown values empty. 0 means zero, not unknown."),
    N_(
        "4. Choose ids freely, and write the same id for the same thing in every sheet. The ids that are there already "
        "(programmes, areas …) are listed in the sheet 記入の手引き; you may add rows of your own. "
        "Lists offer a code with its word; either of them alone is read too."
    ),
    N_("5. Do not rename sheets or titles. Columns may be in any order. Do not merge cells."),
)
CHOOSE = N_("Choose a value of the list.")
OTHER = N_("Not as in the list: all right for an id or a name alone, or if you add it to its table.")
FORMATS = {
    "date": N_("Dates: 2025-04-01 (also 2025/4/1, 令和7年4月1日, R7.4.1 … whatever can mean only one day)"),
    "fiscal_year": N_("Fiscal years: the year in which they start, 2025 (also 2025年度, 令和7年度, R7)"),
    "yen": N_(
        "Amounts: whole yen, 1500000 (not in thousands; settled and paid are the amounts after a repayment)"
    ),
    "boolean": N_("Yes or no: true / false (also はい / いいえ, ○ / ×)"),
    "integer": N_("Whole numbers: 12"),
    "number": N_("Numbers: 12.5"),
    "municipality_code": N_("Municipality codes: six digits with the check digit, 131075"),
    "corporate_number": N_("Corporate numbers: 13 digits, 8000020130001"),
    "list": N_("More than one value: separated by ;"),
    "string": N_("Text: up to 2,000 characters"),
}
DATASET = (  # title of an entry, what it means, the form of its cell
    ("名称", N_("label_ja: the name of the data in Japanese."), "@"),
    ("名称（英語）", N_("label_en: its name in English."), "@"),
    ("基準日", N_("as_of: the date for which the data speaks. Empty means today."), "yyyy-mm-dd"),
    ("架空", N_("fictional: true if the data is made up; every page then says so."), "@"),
)
_UNITS: dict[str, Text] = {
    "yen": {"ja": "円", "en": "yen"},
    "latitude": {"ja": "度（WGS84）", "en": "degrees (WGS84)"},
    "longitude": {"ja": "度（WGS84）", "en": "degrees (WGS84)"},
    "subsidy_rate_percent": {"ja": "パーセント", "en": "percent"},
    "max_fiscal_years": {"ja": "年度数", "en": "fiscal years"},
    "hours": {"ja": "時間", "en": "hours"},
    "local_governments": {"ja": "団体数", "en": "organizations"},
    "private_organizations": {"ja": "団体数", "en": "organizations"},
}


def pair(text: str) -> list[str]:
    """A text in both languages."""
    return [t(text, lang, mark=MARK) for lang in LANGS]


def note(table: Table, field: Field) -> str:
    """The note on a column's title."""
    return "\n\n".join("\n".join(_lines(table, field, lang)) for lang in LANGS)


def _lines(table: Table, field: Field, lang: Lang) -> Iterator[str]:
    key = field.name in table.primary_key
    if lang == "ja":
        optional = "任意" if "空欄は変更なし" in field.description else "任意（空欄は不明）"
        required = f"{MARK} 必須" if field.required else optional
        yield f"【{field.title}】{required}{'・キー' * key}"
        yield field.description
    else:
        unchanged = "Empty means unchanged" in field.description_en
        optional = "optional" if unchanged else "optional (empty: unknown)"
        required = "required" if field.required else optional
        yield f"[{field.name}] {field.title_en}: {required}{', key' * key}"
        yield field.description_en
    yield t(FORMATS.get(field.kind or "") or FORMATS[field.type], lang)
    if field.enum:
        yield t("One of: {choices}", lang, choices=listed(field, lang))
    if target := table.targets.get(field.name):
        named = tables()[target]
        text = N_("An id of the table {name}.")
        if named.reference:
            text = N_("An id or a name of the table {name}.")
        yield t(text, lang, name=named.title if lang == "ja" else target)
    if field.minimum is not None or field.maximum is not None:
        yield t("Range: {bounds}", lang, bounds=f"{_bound(field.minimum)}..{_bound(field.maximum)}")
    if unit := _UNITS.get(field.kind or "") or _UNITS.get(field.name):
        yield t("Unit: {unit}", lang, unit=unit[lang])
    if field.visibility == "internal":
        yield t("internal only", lang)


def _bound(value: float | int | None) -> str:
    return "" if value is None else f"{value:,}" if isinstance(value, int) and value > 9999 else str(value)
