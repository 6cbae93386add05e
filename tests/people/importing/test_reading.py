"""Any bytes under any name: records, or one error."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.importing.decoding import MAX_BYTES
from people.importing.reading import READERS, read_people
from people.importing.records import PeopleFile, UnreadablePeople
from people.importing.table import COLUMNS

NAMES = [name if "." in name[1:] else f"officials{name}" for name in READERS]
JSON: Any = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                "id name persons identifiers scheme identifier other_names note start_date end_date links url person_id "
                "post_id organization_id memberships events areas legislative_period_id image source ongoing".split()
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=30,
)
YAML = st.lists(st.sampled_from(["- id: {bioguide: X}", "- id:", "  name: {last: A}", "  terms:", "  - type: sen", "    state: WA",
                                 "    start: '2001-01-03'", "    end: 2007", "    party: *a", "- &a", "x", "  ", "'"]), max_size=20)  # fmt: skip


def read_or_refuse(content: bytes, name: str) -> None:
    with suppress(UnreadablePeople):
        assert isinstance(read_people(content, name), PeopleFile)


@pytest.mark.parametrize("name", [*NAMES, "officials.xlsx", "", "\x00"])
@given(content=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(name: str, content: bytes) -> None:
    read_or_refuse(content, name)


@given(st.dictionaries(st.sampled_from(["persons", "organizations", "posts", "memberships", "events", "areas"]), JSON))
def test_any_json_is_read_or_refused(whole: Any) -> None:
    read_or_refuse(json.dumps(whole).encode(), "officials.json")


@given(
    st.lists(st.lists(st.text(max_size=30) | st.sampled_from(["x=1", "2021", "yes", "party"]), max_size=8), max_size=6)
)
def test_any_table_is_read_or_refused(rows: list[list[str]]) -> None:
    text = ",".join(COLUMNS) + "\n" + "\n".join(",".join(row) for row in rows)
    read_or_refuse(text.encode("utf-8", "surrogatepass"), "officials.csv")


@given(YAML)
def test_any_yaml_is_read_or_refused(lines: list[str]) -> None:
    read_or_refuse("\n".join(lines).encode(), "executive.yaml")


def test_a_file_of_another_name_is_refused_with_the_names_we_know() -> None:
    with pytest.raises(UnreadablePeople, match=r"\.json, \.csv, .*executive\.yaml"):
        read_people(b"x", "officials.xlsx")


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_is_too_large_is_refused_unread(name: str) -> None:
    with pytest.raises(UnreadablePeople, match="larger than 30 MB"):
        read_people(b" " * (MAX_BYTES + 1), name)
