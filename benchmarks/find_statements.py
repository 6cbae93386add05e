"""How many words a second the finder reads, beside splitting the same text at white space.

python benchmarks/find_statements.py
"""

import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from articles.extraction import find_statements
from benchmarks.import_stories import make_story


def seconds(text: str, times: int) -> float:
    start = time.perf_counter()
    for _ in range(times):
        find_statements(text)
    return (time.perf_counter() - start) / times


def main() -> None:
    chance = random.Random(20260305)
    stories = [make_story(number, chance) for number in range(50)]
    for name, text, times in [
        ("stories of 700 words", stories[0], 50),
        ("one text of 35,000 words", "\n\n".join(stories), 1),
        ("one paragraph of 35,000 words", " ".join(stories).replace("\n\n", " "), 1),
    ]:
        words = len(text.split())
        finding = seconds(text, times)
        start = time.perf_counter()
        text.split()
        splitting = time.perf_counter() - start
        print(f"{name:32} {words / finding:10,.0f} words a second; ratio to str.split {finding / splitting:6.0f}")


if __name__ == "__main__":
    main()
