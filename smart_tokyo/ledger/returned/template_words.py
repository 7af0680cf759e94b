"""The words of the template workbook, Japanese and English side by side: people who fill it in need both."""

from __future__ import annotations

from typing import NamedTuple

from smart_tokyo.schema import Field, Table, tables

MARK = "＊"


class Both(NamedTuple):
    """A text in both languages."""

    ja: str
    en: str


TITLE = Both("台帳の記入用ブック", "Workbook for the ledger")
GUIDE = (
    Both("シート（名前を押すと移ります）", "Sheet (table)"),
    Both("必須の列", "Required columns"),
)
STEPS = (
    Both(
        "1. 表ごとにシートが一つあります。1行目は見出しです。2行目から書いてください。使わない表は空で構いません。",
        "1. There is one sheet per table. Row 1 is the header; write from row 2 on. Leave empty what you do not use.",
    ),
    Both(
        f"2. 見出しの後ろに {MARK} があり、下に太い線がある列は必須です。見出しのメモに意味・書き方・単位があります。",
        f"2. A column with {MARK} behind its title and a thick line below is required. The note on each title says "
        "what it means, how to write it and its unit.",
    ),
    Both(
        "3. 分からない値は空欄にしてください。0 は「0円」「0件」という意味です。",
        "3. Leave unknown values empty. 0 means zero, not unknown.",
    ),
    Both(
        "4. IDは自由に決められます。同じものには、どのシートでも同じIDを書いてください。"
        "共通の表（制度、エリアなど）のIDと名前はシート「記入の手引き」にあり、行を加えることもできます。"
        "選択肢は「コード（言葉）」で選べます。コードだけ、言葉だけでも読めます。",
        "4. Choose ids freely, and write the same id for the same thing in every sheet. The ids that are there already "
        "(programmes, areas …) are listed in the sheet 記入の手引き; you may add rows of your own. "
        "Lists offer a code with its word; either of them alone is read too.",
    ),
    Both(
        "5. シート名と見出しは変えないでください。列の順は自由です。セルの結合はしないでください。",
        "5. Do not rename sheets or titles. Columns may be in any order. Do not merge cells.",
    ),
)
CHOOSE = Both("一覧の値を選んでください。", "Choose a value of the list.")
OTHER = Both(
    "一覧にない書き方です。IDか名前だけを書いたとき、または対応する表に行を加えたときは、そのままで構いません。",
    "Not as in the list: all right for an id or a name alone, or if you add it to its table.",
)
FORMATS = {
    "date": Both(
        "日付: 2025-04-01（2025/4/1、令和7年4月1日、R7.4.1 など、一つの日に決まる書き方も可）",
        "Dates: 2025-04-01 (also 2025/4/1, 令和7年4月1日, R7.4.1 … whatever can mean only one day)",
    ),
    "fiscal_year": Both(
        "年度: 始まる年の4桁、2025（2025年度、令和7年度、R7 も可）",
        "Fiscal years: the year in which they start, 2025 (also 2025年度, 令和7年度, R7)",
    ),
    "yen": Both(
        "金額: 円単位の整数、1500000（千円・万円では書けません。返還があれば、確定額と支払額は返還後の額）",
        "Amounts: whole yen, 1500000 (not in thousands; settled and paid are the amounts after a repayment)",
    ),
    "boolean": Both(
        "真偽: true / false（はい / いいえ、○ / × も可）",
        "Yes or no: true / false (also はい / いいえ, ○ / ×)",
    ),
    "integer": Both("整数: 12", "Whole numbers: 12"),
    "number": Both("数値: 12.5", "Numbers: 12.5"),
    "municipality_code": Both(
        "区市町村コード: 検査数字を含む6桁、131075",
        "Municipality codes: six digits with the check digit, 131075",
    ),
    "corporate_number": Both("法人番号: 13桁、8000020130001", "Corporate numbers: 13 digits, 8000020130001"),
    "list": Both("複数の値: 「;」で区切る", "More than one value: separated by ;"),
    "string": Both("文字: 2,000文字まで", "Text: up to 2,000 characters"),
}
DATASET = (
    (
        "名称",
        "このデータの日本語の名前。空欄ならファイル名。",
        "label_ja: the name of the data in Japanese.",
        "@",
    ),
    ("名称（英語）", "英語の名前。", "label_en: its name in English.", "@"),
    (
        "基準日",
        "いつの時点のデータか（例: 2026-11-01）。空欄なら今日。",
        "as_of: the date for which the data speaks. Empty means today.",
        "yyyy-mm-dd",
    ),
    (
        "架空",
        "架空のデータなら true。すべてのページに「架空」と表示されます。",
        "fictional: true if the data is made up; every page then says so.",
        "@",
    ),
)
_UNITS = {
    "yen": Both("円", "yen"),
    "latitude": Both("度（WGS84）", "degrees (WGS84)"),
    "longitude": Both("度（WGS84）", "degrees (WGS84)"),
    "subsidy_rate_percent": Both("パーセント", "percent"),
    "max_fiscal_years": Both("年度数", "fiscal years"),
    "hours": Both("時間", "hours"),
    "local_governments": Both("団体数", "organizations"),
    "private_organizations": Both("団体数", "organizations"),
}


def note(table: Table, field: Field, target: str | None) -> str:
    """The note on a column's title; `target`: the table whose ids it holds."""
    form = FORMATS.get(field.kind or "") or FORMATS[field.type]
    unit = _UNITS.get(field.kind or "") or _UNITS.get(field.name)
    required = (
        Both(f"{MARK} 必須", "required")
        if field.required
        else Both("任意（空欄は不明）", "optional (empty: unknown)")
    )
    key = Both("・キー", ", key") if field.name in table.primary_key else Both("", "")
    ja = [f"【{field.title}】{required.ja}{key.ja}", field.description, form.ja]
    en = [f"[{field.name}] {field.title_en}: {required.en}{key.en}", field.description_en, form.en]
    if field.enum:
        ja.append("選択肢: " + "、".join(f"{one}（{field.label(one, 'ja')}）" for one in field.enum))
        en.append("One of: " + ", ".join(f"{one} ({field.label(one, 'en')})" for one in field.enum))
    if target:
        named = tables()[target]
        ja.append(f"表「{named.title}」の{'IDか名前' if named.reference else 'ID'}で書きます。")
        en.append(f"An id{' or a name' * named.reference} of the table {target}.")
    if field.minimum is not None or field.maximum is not None:
        bounds = f"{_bound(field.minimum)}..{_bound(field.maximum)}"
        ja.append(f"範囲: {bounds}")
        en.append(f"Range: {bounds}")
    if unit:
        ja.append(f"単位: {unit.ja}")
        en.append(f"Unit: {unit.en}")
    if field.visibility == "internal":
        ja.append("庁内のみ")
        en.append("internal only")
    return "\n".join([*ja, "", *en])


def _bound(value: float | int | None) -> str:
    return "" if value is None else f"{value:,}" if isinstance(value, int) and value > 9999 else str(value)
