import secrets
from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from articles.models.articles import Article
from articles.models.revisions import Revision

LONGEST = timedelta(days=30)


def new_key() -> str:
    return secrets.token_urlsafe(12)


def signer() -> Signer:
    return Signer(salt="articles.PreviewLink")


class PreviewLinkQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Those that still show their story: not expired, not revoked, the story neither withdrawn nor spiked."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now(), article__in=Article.objects.going())

    def of_token(self, token: str) -> Self:
        """The one that this token was signed for; none for a token that we did not sign."""
        try:
            key = signer().unsign(token)
        except BadSignature:
            return self.none()
        return self.filter(key=key)


class PreviewLink(models.Model):
    """A way for somebody without an account to read one story before it is out, until it expires or is revoked."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="preview_links")
    revision = models.ForeignKey(
        Revision,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="The version it shows; without one always the newest.",
    )
    key = models.CharField(max_length=32, unique=True, editable=False, default=new_key)
    note = models.CharField("for whom", max_length=200)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="preview_link_expires_after_it_is_made",
                violation_error_message="A preview link expires after it is made, not before.",
            ),
            models.CheckConstraint(
                condition=~Q(note=""),
                name="preview_link_says_for_whom",
                violation_error_message="Say for whom the link is.",
            ),
        ]

    def __str__(self) -> str:
        return f"Preview for {self.note}"

    @property
    def token(self) -> str:
        return signer().sign(self.key)

    def get_absolute_url(self) -> str:
        return reverse("articles:shared_preview", args=[self.token])

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()

    @property
    def maker_may_still_read(self) -> bool:
        """A link shows nobody more than its maker may see, and ends with the maker's account."""
        maker = self.created_by
        return maker is not None and maker.is_active and maker.has_perm("articles.view_article")

    @property
    def shown_revision(self) -> Revision:
        return self.revision or self.article.latest_revision

    @classmethod
    @transaction.atomic
    def make(cls, article: Article, *, by: Any, note: str, lasts: timedelta, revision: Revision | None) -> Self:
        """A link to this version, or without one to always the newest. Raises PermissionDenied, ValidationError."""
        article.lock()
        article.require_editable(by)
        if article.latest_revision is None or (revision is not None and revision.article_id != article.pk):
            raise ValidationError("There is no such version of this story.")
        if not Article.objects.going().filter(pk=article.pk).exists():
            raise ValidationError(f"The story is {article.get_status_display()}, so nobody is shown a preview of it.")
        if not timedelta() < lasts <= LONGEST:
            raise ValidationError(f"A preview link lasts {LONGEST.days} days at most.")
        now = timezone.now()
        link = cls(
            article=article,
            revision=revision,
            note=note.strip(),
            created_by=by,
            created_at=now,
            expires_at=now + lasts,
        )
        link.full_clean()
        link.save()
        return link

    @transaction.atomic
    def revoke(self, *, by: Any) -> None:
        """End it now. One revoked already stays revoked as it was. Raises PermissionDenied."""
        self.article.lock()
        self.article.require_editable(by)
        PreviewLink.objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=timezone.now(), revoked_by=by)
        self.refresh_from_db()
