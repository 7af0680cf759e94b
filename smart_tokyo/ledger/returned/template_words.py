"""The words of the template workbook; it has them in both languages side by side: who fills it in needs both."""

from collections.abc import Iterator

from smart_tokyo.ledger.values.choices import listed
from smart_tokyo.schema import Field, Table, tables
from smart_tokyo.words import LANGS, N_, Lang, t, texts

MARK = "＊"
TEXTS = texts("template")


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
    yield t(TEXTS["formats"].get(field.kind) or TEXTS["formats"][field.type], lang)
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
    if unit := TEXTS["units"].get(field.kind) or TEXTS["units"].get(field.name):
        yield t("Unit: {unit}", lang, unit=unit[lang])
    if field.visibility == "internal":
        yield t("internal only", lang)


def _bound(value: float | int | None) -> str:
    return "" if value is None else f"{value:,}" if isinstance(value, int) and value > 9999 else str(value)
