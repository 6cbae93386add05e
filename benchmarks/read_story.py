"""What it costs to put the marks into a story when it is read, beside sanitising it, which is done when it is saved.

python benchmarks/read_story.py
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from articles.body import Mark, canonical_text, mark, sanitise, text_to_html

TIMES = 200


def seconds(job: Callable[[], str]) -> float:
    start = time.perf_counter()
    for _ in range(TIMES):
        job()
    return (time.perf_counter() - start) / TIMES


def main() -> None:
    paragraph = "The harbour council met again. “We will not widen the road,” the mayor said, and left for the ferry."
    body = text_to_html("\n\n".join([paragraph] * 50))
    text = canonical_text(body)
    starts = [at for at in range(len(text)) if text.startswith("“We", at)]
    marks = [
        Mark(((at, at + 31),), f'<mark class="statement" id="st-{at}">', "<mark>", "</mark>", "<a></a>")
        for at in starts
    ]
    marking = seconds(lambda: mark(body, marks))
    sanitising = seconds(lambda: sanitise(body))
    print(f"a story of {len(text.split())} words, {len(marks)} statements")
    print(f"marking {marking * 1000:.2f} ms, sanitising {sanitising * 1000:.2f} ms, ratio {marking / sanitising:.2f}")


if __name__ == "__main__":
    main()
