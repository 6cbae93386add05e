import pytest
from django.http import Http404
from django.test import RequestFactory

from newsroom.pagination import page_of


def page(address: str, rows: int = 60, **options: int) -> list[int]:
    """The rows of the page that stands at an address of a list."""
    return list(page_of(RequestFactory().get(address), list(range(rows)), **options))


def test_a_list_goes_by_pages_of_twenty_five() -> None:
    assert page("/people/") == list(range(25))
    assert page("/people/?page=2") == list(range(25, 50))
    assert page("/people/?page=3") == list(range(50, 60))


def test_another_length_of_a_page_can_be_asked_for_by_the_list_itself() -> None:
    assert page("/people/?page=2", per_page=10) == list(range(10, 20))


def test_a_list_without_rows_is_an_empty_page_and_no_error() -> None:
    assert page("/people/", rows=0) == []


def test_a_full_last_page_is_followed_by_none() -> None:
    assert page("/people/?page=2", rows=50) == list(range(25, 50))
    with pytest.raises(Http404):
        page("/people/?page=3", rows=50)


@pytest.mark.parametrize(
    "asked",
    [*"1 0 -1 4 x 2.0 1e1 +2 ９ ٢ ² %00 2%00 NaN None last".split(), "", "%202", "9" * 8, "9" * 30, "1" + "0" * 5000],
)
def test_what_is_no_further_page_is_a_404_and_never_an_error(asked: str) -> None:
    with pytest.raises(Http404):
        page(f"/people/?page={asked}")


def test_the_last_of_two_pages_asked_for_counts() -> None:
    assert page("/people/?page=3&page=2") == list(range(25, 50))
