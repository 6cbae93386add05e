import json
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.evaluating.scoring import Comparison, Tally, WorstCase, score
from articles.evaluating.standoff import StandoffError, read_folder, read_speakers
from articles.evaluating.table import case_as_text, measures, reliability, worst_first
from articles.extraction import find_statements
from newsroom.progress import with_progress


class Command(BaseCommand):
    help = "Measure the finder on texts whose attributions were marked by hand, in brat's standoff format."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="NAME.txt and NAME.ann side by side, or text/ and attributions/")
        parser.add_argument(
            "--speakers",
            type=Path,
            metavar="FILE",
            help="whom pronouns mean: text, start, speaker, tabs between",
        )
        parser.add_argument(
            "--worst", type=Path, metavar="FILE", default=Path("var/worst-cases.txt"), help="the worst cases go there"
        )
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, **options: Any) -> None:
        tally, worst, seconds = Tally(), list[WorstCase](), 0.0
        try:
            speakers = read_speakers(options["speakers"]) if options["speakers"] else {}
            for marked in with_progress(list(read_folder(options["folder"])), self.stderr):
                marked.name_speakers(speakers)
                begun = time.perf_counter()
                found = find_statements(marked.text)
                seconds += time.perf_counter() - begun
                score(Comparison(marked, found), tally, worst)
        except (StandoffError, UnicodeDecodeError, OSError) as problem:
            raise CommandError(str(problem)) from problem
        self._print(tally, tally.counts["words"] / seconds if seconds else 0.0, options["format"])
        self._write(options["worst"], worst_first(worst))

    def _write(self, path: Path, cases: list[WorstCase]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n\n".join(map(case_as_text, cases)) + "\n", encoding="utf-8")
        self.stderr.write(f"The worst cases, {len(cases):,} of them, are in {path}.")

    def _print(self, tally: Tally, words_a_second: float, form: str) -> None:
        rows, levels = measures(tally, words_a_second), reliability(tally)
        if form == "json":
            told = {
                "texts": tally.counts["texts"],
                "measures": [{"measure": name, "value": value, "cases": cases} for name, value, cases in rows],
                "reliability": [
                    {"confidence": level, "suggestions": number, "share": share, "right": right}
                    for level, number, share, right in levels
                ],
            }
            self.stdout.write(json.dumps(told, indent=2))
            return
        self.stdout.write(f"{tally.counts['texts']} texts, {tally.counts['words']:,} words")
        for name, value, cases in rows:
            self.stdout.write(f"{name:50} {_shown(value):>9}   of {cases:,}")
        self.stdout.write("")
        for level, number, share, right in levels:
            self.stdout.write(f"{level:6} {number:6,} suggestions, {_shown(share)} % of all, {_shown(right)} % right")


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:,.0f}" if value > 100 else f"{value:.1f}"
