"""The figures of the sample release stay what they are, unless the CHANGELOG says that their meaning has changed.

After such a change `python -m tests.releases.test_sample_release` writes the file anew.
"""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from supervision.figures.measuring import View
from supervision.figures.period import Period
from supervision.metrics.published import PUBLISHED
from supervision.releases.contents import contents
from supervision.sample import build_sample
from supervision.store.database import Database, open_database

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "data" / "sample" / "releases" / "2022-Q2.json"
QUARTER = Period(date(2022, 4, 1), date(2022, 6, 30))
AS_OF = date(2022, 7, 5)

Figures = dict[str, dict[str, str]]


def figures_now(database: Database) -> Figures:
    """Every number of the release, by figure and place."""
    told = contents(PUBLISHED, QUARTER, View(database, 1, AS_OF))
    return {
        one.figure: {
            "; ".join(f"{by} = {member}" for by, member in number.at) or "total": str(number.value)
            for number in one.numbers()
        }
        for one in told
    }


def changed(kept: Figures, now: Figures) -> list[str]:
    """The figures of which any number differs, appeared or went."""
    return sorted(name for name in kept.keys() | now.keys() if kept.get(name) != now.get(name))


def figures_section() -> str:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    return changelog.partition("## Figures")[2].partition("\n## ")[0]


def test_a_released_figure_changes_only_where_the_changelog_says_so(
    sample_ledger: Path, tmp_path: Path
) -> None:
    path = tmp_path / "ledger.duckdb"
    shutil.copy(sample_ledger, path)
    database = open_database(path)
    now = figures_now(database)
    database.close()
    kept: Figures = json.loads(KEPT.read_text(encoding="utf-8"))
    assert kept["leads.received"]["total"].isdigit()
    unsaid = [name for name in changed(kept, now) if f"`{name}`" not in figures_section()]
    assert unsaid == [], "name these figures (`figure.name`) and what has changed in CHANGELOG.md, Figures"


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        sample = open_database(build_sample(Path(folder) / "sample.duckdb"))
        held = json.dumps(figures_now(sample), ensure_ascii=False, indent=1, sort_keys=True)
        KEPT.write_text(held + "\n", encoding="utf-8")
        sample.close()
