"""A fictional source of any size, written row by row: the same seed gives the same files.

It passes the check without an error. One project in ten has one quirk, by turns: a breach of a programme's rule or
something that a consistency check warns of, so that 310 projects show each of them. Of one in twenty little is known.
"""

import csv
import random
from contextlib import ExitStack
from pathlib import Path

from stdnum.jp import cn

from smart_tokyo.ledger.checking.check import REFERENCE_DIR
from smart_tokyo.ledger.generate.project import AS_OF, SAID, THIS_FY, Cells, Project, said
from smart_tokyo.schema import OFFICIAL, tables

EVERY = 10  # projects of which one has a quirk
QUIRKS: list[str] = SAID["quirks"]
PROGRAMMES: list[Cells] = SAID["each_programme"]
AREAS = 30
GOVERNMENTS, UNIVERSITIES = 40, 20
NEW_COMPANY = 0.4  # companies that a project brings, on average
EVENT_EVERY = 50  # projects
BUDGET = 3_000_000_000  # yen a programme and year


def generate(folder: Path, projects: int, seed: int) -> None:
    """Writes a source folder with so many projects and all tables. Raises OSError when it cannot be written."""
    folder.mkdir(parents=True, exist_ok=True)
    label = f"label_ja: 生成データ（架空・{projects}事業）\nlabel_en: Generated data (fictional, {projects} projects)\n"
    (folder / "dataset.yaml").write_text(label + f"as_of: {AS_OF.isoformat()}\nfictional: true\n", "utf-8")
    with ExitStack() as stack:
        writer = _Writer(folder, stack)
        _common(writer, random.Random(f"{seed}"))
        for number in range(1, projects + 1):
            _project(writer, number, random.Random(f"{seed}:{number}"))


class _Writer:
    """The open files of all tables but those to which nobody adds a row."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.writers = {}
        for name in tables().keys() - OFFICIAL:
            file = stack.enter_context((folder / f"{name}.csv").open("w", encoding="utf-8", newline=""))
            self.writers[name] = csv.DictWriter(file, tables()[name].columns, restval="", lineterminator="\n")
            self.writers[name].writeheader()
        self.municipalities = _reference("municipalities", "municipality_code")
        self.themes = _reference("themes", "theme_id")

    def __call__(self, table: str, number: int = 0, **cells: object) -> None:
        self.writers[table].writerow(said(table, {"number": number}) | cells)


def _reference(name: str, column: str) -> list[str]:
    with (REFERENCE_DIR / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [row[column] for row in csv.DictReader(file)]


def _common(write: _Writer, rng: random.Random) -> None:
    """What projects refer to and does not grow with their number."""
    write("sources")
    write("themes")
    for number, one in enumerate(PROGRAMMES, start=1):
        write("programmes", number, **one)
        began = f"{one['first_fy']}-04-01"
        write("timeline", number, programme_id=one["programme_id"], happened_on=began)
        for year in range(one["first_fy"], (one["last_fy"] or THIS_FY) + 1) if one["grant_cap_yen"] else ():
            cells: Cells = {"fiscal_year": year, "initial_yen": BUDGET}
            if year % 2:
                cells |= {"revised_yen": BUDGET * 9 // 10, "revised_on": f"{year}-12-20"}
            write("budgets", programme_id=one["programme_id"], **cells)
    for number in range(1, AREAS + 1):
        programme = PROGRAMMES[number % len(PROGRAMMES)]["programme_id"]
        north, east = round(rng.uniform(35.55, 35.8), 4), round(rng.uniform(139.2, 139.9), 4)
        write("areas", number, programme_id=programme, latitude=north, longitude=east)
        for code in sorted(rng.sample(write.municipalities, rng.randint(1, 3))):
            write("area_municipalities", area_id=f"GEN-A{number:02}", municipality_code=code)
    for kind, count in (("local_governments", GOVERNMENTS), ("universities", UNIVERSITIES)):
        for number in range(1, count + 1):
            write("organizations", **said(kind, {"number": number}))


def _project(write: _Writer, number: int, rng: random.Random) -> None:
    """One project with all that hangs on it."""
    quirk = QUIRKS[number // EVERY % len(QUIRKS)] if number % EVERY == EVERY - 3 else None
    programme = PROGRAMMES[0] if quirk else rng.choice(PROGRAMMES)
    place = PROGRAMMES.index(programme) + (1 if quirk == "other-area" else 0)
    areas = [one for one in range(1, AREAS + 1) if one % len(PROGRAMMES) == place % len(PROGRAMMES)]
    company = _company(write, number, rng, quirk)
    event, first = divmod(number - 1, EVENT_EVERY)
    event_id = f"GEN-E{event + 1:04}"
    if first == 0:
        came: Cells = {"local_governments": rng.randint(5, 30), "private_organizations": rng.randint(5, 90)}
        write("events", event + 1, event_id=event_id, **came)
    refers = {
        "area_id": f"GEN-A{rng.choice(areas):02}",
        "theme": rng.choice([*write.themes, "gen-other"]),
        "municipality_code": rng.choice(write.municipalities),
        "government": f"GEN-L{rng.randint(1, GOVERNMENTS):02}",
        "university": f"GEN-U{rng.randint(1, UNIVERSITIES):02}",
        "company": company,
        "event_id": event_id,
    }
    for table, row in Project(number, rng, quirk, programme, refers).rows():
        write.writers[table].writerow(row)


def _company(write: _Writer, number: int, rng: random.Random, quirk: str | None) -> str:
    """A company for the project: a new one or an earlier one. Its number begins as no real one does."""
    known, now = int((number - 1) * NEW_COMPANY), int(number * NEW_COMPANY)
    wanted = now if now > known or not known else rng.randint(1, known)
    if now > known or number == 1:
        _organization(write, f"GEN-C{wanted:06}", wanted, wanted)
        write("organization_names", wanted)
        published, theme = "true" if wanted % 4 else "false", write.themes[wanted % len(write.themes)]
        write("offers", wanted, theme=theme, published=published)
    if quirk == "same-number":
        _organization(write, f"GEN-X{number:06}", 10**6 + number, wanted)
    if quirk == "same-name":
        _organization(write, f"GEN-X{number:06}", wanted, 10**6 + number)
    return f"GEN-C{wanted:06}"


def _organization(write: _Writer, organization_id: str, name: int, corporate: int) -> None:
    base = f"9999{corporate:08}"
    named = said("companies", {"id": organization_id, "name": name})
    write("organizations", corporate_number=cn.calc_check_digit(base) + base, **named)
