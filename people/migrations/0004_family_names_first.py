"""Sort names that were guessed for names in Han, Kana or Hangul, in the wrong order: `文雄, 岸田` is `岸田 文雄`."""

import re
from typing import Any

from django.db import migrations

FAMILY_FIRST = re.compile(
    r"[\s・\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    r"\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]+"
)


def mend(apps: Any, schema_editor: Any) -> None:
    Person = apps.get_model("people", "Person")
    for person in Person.objects.filter(sort_name__contains=", ").iterator():
        *given, family = person.name.split()
        if FAMILY_FIRST.fullmatch(person.name) and person.sort_name == f"{family}, {' '.join(given)}":
            Person.objects.filter(pk=person.pk).update(sort_name=" ".join(person.name.split()))


class Migration(migrations.Migration):
    dependencies = [("people", "0003_identifiers_and_imports")]

    operations = [migrations.RunPython(mend, migrations.RunPython.noop, elidable=True)]
