import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from articles.cards.showing import (
    Card,
    card_of_organization,
    card_of_person,
    card_of_section,
    card_of_statement,
    card_of_story,
)
from articles.forms import ReportForm
from articles.linked_data import news_article, quotation
from articles.models import Article, Citation, Correction, PreviewLink, ReaderReport, Section, Statement
from articles.models.reports import TooManyReports
from articles.previewing import kept_private, preview
from articles.reading import in_context, officials_in, one_of_each_speaker, story_context
from articles.related import related_to
from articles.topics import topics_with_page
from newsroom.addresses import absolute
from newsroom.linked_data import breadcrumbs, publisher, script
from newsroom.pagination import page_of
from newsroom.views import gone
from newsroom.visitors import visitor_key
from people.facets import KIND, ORGANIZATION, TOPIC, YEAR
from people.models import Office, Organization, Person
from people.narrowing import record_of
from people.record import statements_bringing_in

ON_THE_FRONT_PAGE = 13
FRESH_STATEMENTS = 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    stories = list(Article.objects.published().for_lists()[:ON_THE_FRONT_PAGE])
    by_persons = Statement.objects.all().lines().by_persons().newest_first().values_list("statement", flat=True)
    fresh = Statement.objects.listed(by_persons[: 5 * FRESH_STATEMENTS])
    context = {
        "lead": stories[:1],
        "secondary": stories[1:5],
        "latest": stories[5:],
        "statements": one_of_each_speaker(fresh)[:FRESH_STATEMENTS],
        "linked_data": script(publisher(request.publication)),
    }
    return render(request, "home.html", context)


@require_safe
def article_detail(request: HttpRequest, year: str, month: str, day: str, slug: str) -> HttpResponse:
    stories = Article.objects.reachable().with_bylines().select_related("section", "live_revision__lead_image")
    article = get_object_or_404(stories, publication_date=_day(year, month, day), slug=slug)
    if not article.is_public:
        return gone(request, article.withdrawal_reason, article=article)
    citations = Citation.objects.published().filter(article=article).for_story()
    context = story_context(article, article.live_revision, citations, officials_in(citations))
    context["related"] = related_to(article, citations, context["topics"])
    about = news_article(article, article.live_revision, citations, context["topics"], request.publication)
    context["linked_data"] = script(about, breadcrumbs(*_way_to(article)))
    context["card"] = card_of_story(article, request.publication)
    return render(request, "articles/article_detail.html", context)


def _way_to(article: Article) -> list[tuple[str, str]]:
    section, headline = article.section, article.live_revision.headline
    steps = [(section.name, section.get_absolute_url())] if section else []
    return [("Front page", reverse("articles:home")), *steps, (headline, article.get_absolute_url())]


@require_safe
def shared_preview(request: HttpRequest, token: str) -> HttpResponse:
    """What a preview link shows to whoever has it; once it has ended, only that."""
    links = PreviewLink.objects.of_token(token).select_related("article__section", "created_by")
    link = get_object_or_404(links.select_related("revision__lead_image", "article__latest_revision__lead_image"))
    if not (PreviewLink.objects.open().filter(pk=link.pk).exists() and link.maker_may_still_read):
        return kept_private(render(request, "articles/preview_ended.html", status=410))
    return preview(request, link.article, link.shown_revision, link=link)


def _day(year: str, month: str, day: str) -> datetime.date:
    """The day in an address: always 2026/03/05, so that a story has one address. Raises Http404."""
    try:
        return datetime.date.fromisoformat(f"{year}-{month}-{day}")
    except ValueError as problem:
        raise Http404("no such day") from problem


@require_safe
def section_detail(request: HttpRequest, slug: str) -> HttpResponse:
    section = get_object_or_404(Section, slug=slug)
    page = page_of(request, section.articles.published().for_lists())
    context = {"section": section, "page": page, "card": card_of_section(section, request.publication)}
    return render(request, "articles/section_detail.html", context)


@require_safe
def tag_detail(request: HttpRequest, slug: str) -> HttpResponse:
    tag = get_object_or_404(topics_with_page(), slug=slug)
    page = page_of(request, Article.objects.published().filter(tags=tag).for_lists())
    statements = Statement.objects.filter(tags=tag)
    context = {
        "tag": tag,
        "page": page,
        "statements": statements.newest(FRESH_STATEMENTS),
        "statement_count": statements.lines().count(),
    }
    return render(request, "articles/tag_detail.html", context)


@require_safe
def statement_list(request: HttpRequest) -> HttpResponse:
    record = record_of(request, Statement.objects.all(), [KIND, YEAR, ORGANIZATION, TOPIC])
    return render(request, "articles/statement_list.html", {"record": record})


@require_safe
def statement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    statement = get_object_or_404(Statement.objects.reachable().for_lists(), pk=pk)
    corrections = Correction.objects.published().concerning([statement.pk]).for_lists()
    if not statement.public_citations:
        return gone(request, statement.reason_gone(), statement_gone=True, corrections=corrections)
    citations = Citation.objects.published().filter(statement=statement).for_lists().defer(None)  # with the text
    context = {
        "statement": statement,
        "reports": in_context(citations, statement.lead_citation),
        "corrections": corrections,
        "topics": statement.tags.all(),
        "linked_data": script(quotation(statement), breadcrumbs(*_way_to_words_of(statement))),
        "card": card_of_statement(statement, request.publication),
        "address": absolute(statement.get_absolute_url()),
        **Statement.objects.next_to(statement),
    }
    return render(request, "articles/statement_detail.html", context)


def _way_to_words_of(statement: Statement) -> list[tuple[str, str]]:
    speaker, label = statement.speaker, str(statement)
    steps = [(speaker.name, speaker.get_absolute_url())] if speaker and statement.speaker_has_page else []
    lists = ("On the record", reverse("articles:statement_list"))
    return [("Front page", reverse("articles:home")), lists, *steps, (label, statement.get_absolute_url())]


@require_safe
def about_attribution(request: HttpRequest) -> HttpResponse:
    """How statements are recorded, for readers."""
    return render(request, "articles/about_attribution.html")


@require_safe
def statement_card(request: HttpRequest, pk: int, digest: str) -> HttpResponse:
    statement = get_object_or_404(Statement.objects.reachable().for_lists(), pk=pk)
    if not statement.public_citations:
        return gone(request, statement.reason_gone(), statement_gone=True)
    return _card(card_of_statement(statement, request.publication), digest)


@require_safe
def person_card(request: HttpRequest, pk: int, digest: str) -> HttpResponse:
    person = get_object_or_404(Person.objects.published().select_related("portrait"), pk=pk)
    positions = person.positions.published().select_related("office__organization")
    return _card(card_of_person(person, positions, request.publication), digest)


@require_safe
def organization_card(request: HttpRequest, pk: int, digest: str) -> HttpResponse:
    organization = get_object_or_404(Organization.objects.published(), pk=pk)
    return _card(card_of_organization(organization, request.publication), digest)


@require_safe
def section_card(request: HttpRequest, pk: int, digest: str) -> HttpResponse:
    return _card(card_of_section(get_object_or_404(Section, pk=pk), request.publication), digest)


@require_safe
def story_card(request: HttpRequest, pk: int, digest: str) -> HttpResponse:
    stories = Article.objects.reachable().select_related("section", "live_revision__lead_image")
    article = get_object_or_404(stories, pk=pk)
    if not article.is_public:
        return gone(request, article.withdrawal_reason, article=article)
    return _card(card_of_story(article, request.publication), digest)


def _card(card: Card, digest: str) -> HttpResponse:
    """The picture for good under its own address; from every other the way to that one, and no file is made."""
    if digest != card.digest:
        response = redirect(card.url)
        patch_cache_control(response, public=True, max_age=60)
        return response
    response = HttpResponse(card.file(), content_type="image/png")
    patch_cache_control(response, public=True, max_age=31_536_000, immutable=True)
    return response


@require_safe
def correction_list(request: HttpRequest) -> HttpResponse:
    concerned = _concerned(request)
    corrections = statements_bringing_in(concerned).corrections() if concerned else Correction.objects.published()
    context = {"page": page_of(request, corrections.for_lists()), "concerned": concerned}
    if concerned and not context["page"].paginator.count:
        raise Http404("no public correction concerns them")
    return render(request, "articles/correction_list.html", context)


def _concerned(request: HttpRequest) -> Person | Organization | Office | None:
    """Whose corrections are asked for: `?person=`, `?organization=` or `?office=` with a slug. Raises Http404."""
    for model in (Person, Organization, Office):
        if slug := request.GET.get(model._meta.model_name):
            return get_object_or_404(model.objects.published(), slug=slug.replace("\x00", ""))
    return None


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def report_article(request: HttpRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article.objects.published().select_related("live_revision"), pk=pk)
    return _report(request, article, None)


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def report_statement(request: HttpRequest, pk: int) -> HttpResponse:
    statement = get_object_or_404(Statement.objects.published().for_lists(), pk=pk)
    return _report(request, statement.public_citations[0].article, statement)


def _report(request: HttpRequest, article: Article, statement: Statement | None) -> HttpResponse:
    """A form to say what is wrong. What a machine fills in is thanked for and thrown away."""
    form, status = ReportForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        written = {name: given[name] for name in ("text", "email")}
        try:
            if not given["website"]:
                ReaderReport.receive(article=article, statement=statement, sender=visitor_key(request), **written)
            return redirect("articles:report_thanks")
        except TooManyReports:
            form.add_error(None, "You have sent several reports already. Please send the next one in an hour.")
            status = 429
    context = {"form": form, "article": article, "statement": statement}
    return render(request, "articles/report.html", context, status=status)


@require_safe
@cache_control(private=True, no_store=True)
def report_thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/report_thanks.html")
