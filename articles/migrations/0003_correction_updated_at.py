import django.utils.timezone
from django.db import migrations, models
from django.db.models import F


def date_as_corrected(apps, schema_editor):
    """What was never reworded was last changed when it was made."""
    for model in ("Correction", "HistoricalCorrection"):
        apps.get_model("articles", model).objects.update(updated_at=F("corrected_at"))


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0002_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="correction",
            name="updated_at",
            field=models.DateTimeField(auto_now=True),
        ),
        migrations.AddField(
            model_name="historicalcorrection",
            name="updated_at",
            field=models.DateTimeField(blank=True, default=django.utils.timezone.now, editable=False),
            preserve_default=False,
        ),
        migrations.RunPython(date_as_corrected, migrations.RunPython.noop),
    ]
