from collections.abc import Mapping

from django.db import models

from articles.wording import LONGEST_WORD, telling_words


class TellingWordQuerySet(models.QuerySet):
    def remember(self, words: Mapping[int, str]) -> None:
        """Know these citations, by their ids, again by their words; what was known of them before is forgotten."""
        self.filter(citation__in=list(words)).delete()
        TellingWord.objects.bulk_create(
            TellingWord(citation_id=citation, word=word)
            for citation, said in words.items()
            for word in telling_words(said)
        )


class TellingWord(models.Model):
    """A word by which a report is found again among tens of thousands: what an index of a book is to its pages."""

    citation = models.ForeignKey("articles.Citation", on_delete=models.CASCADE, related_name="telling_words")
    word = models.CharField(max_length=LONGEST_WORD)

    objects = TellingWordQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["citation", "word"], name="telling_word_once")]
        indexes = [models.Index(fields=["word", "citation"])]

    def __str__(self) -> str:
        return self.word
