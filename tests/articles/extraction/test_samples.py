"""Every golden sample is found as it stands; `golden.py` tells how to read and to renew them."""

import pytest

from tests.articles.extraction.golden import Case, as_text, cases_in, files, told

CASES = [(f"{path.stem}: {case.heading}", case) for path in files() for case in cases_in(path)]


def test_there_are_samples_for_each_phenomenon_and_long_mixed_ones() -> None:
    long = [case for _, case in CASES if len(case.text.split()) > 120]

    assert len(CASES) >= 120
    assert len(long) >= 10
    assert all(case.expected for _, case in CASES)


@pytest.mark.parametrize("case", [case for _, case in CASES], ids=[name for name, _ in CASES])
def test_the_statements_of_a_sample_are_found(case: Case) -> None:
    assert told(case.text) == case.expected


def test_the_files_stand_as_they_would_be_written() -> None:
    for path in files():
        assert path.read_text(encoding="utf-8") == as_text(list(cases_in(path))), path.name
