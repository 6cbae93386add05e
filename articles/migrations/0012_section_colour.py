from django.db import migrations, models


def _colour() -> models.CharField:
    return models.CharField(
        blank=True,
        choices=[
            ("sea", "sea blue"),
            ("moss", "moss green"),
            ("ochre", "ochre"),
            ("plum", "plum"),
            ("teal", "teal"),
        ],
        default="",
        help_text="Of the section's name over its stories, and of the line over its page. Empty: the paper's red.",
        max_length=10,
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_name_of_a_story_at_its_source")]

    operations = [
        migrations.AddField("historicalsection", "colour", _colour(), preserve_default=False),
        migrations.AddField("section", "colour", _colour(), preserve_default=False),
    ]
