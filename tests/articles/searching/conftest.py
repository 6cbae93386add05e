import datetime
from typing import Any

import pytest

from newsroom.dates import DAY, ONGOING, PartialDate
from people.models import PersonName
from tests.factories import (
    make_article,
    make_citation,
    make_office,
    make_organization,
    make_person,
    make_position,
    publish,
)


@pytest.fixture
def record(db: None) -> dict[str, Any]:
    """A small paper: a speaker in office, her statement in a story with its topic."""
    ministry = make_organization("Harbour Ministry", short_name="HARMIN", country="Velmark")
    brun = make_person("Ada Brun", summary="A pilot’s daughter.")
    PersonName.objects.create(person=brun, name="Ada Bruun-Holt", kind=PersonName.Kind.MISSPELLING)
    PersonName.objects.create(person=brun, name="Αδα Μπρουν", kind=PersonName.Kind.NATIVE)
    office = make_office("Harbour Minister", ministry)
    position = make_position(brun, office, ended=PartialDate(precision=ONGOING))
    article = make_article(
        "Ferries sail again", text="“The gates stay open,” Ada Brun said at the quay.", deck="After a long winter."
    )
    article.citations.all().delete()
    said = {"said_on": datetime.date(2026, 3, 5), "said_on_precision": DAY}
    citation = make_citation(article, "“The gates stay open,”", brun, position=position, **said)
    citation.statement.tags.add("gates of the port")
    article.tags.add("ferries")
    publish(article, at=datetime.datetime(2026, 3, 6, tzinfo=datetime.UTC))
    return {"article": article, "statement": citation.statement, "person": brun, "office": office, "body": ministry}
