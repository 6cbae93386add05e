import pytest

from articles.models import Byline, Citation, Revision
from articles.revising import revise
from tests.factories import make_article, make_citation, make_person, make_section, publish

pytestmark = pytest.mark.django_db


def words_in(article: object, citation: Citation) -> list[str]:
    anchor = citation.anchors.get(revision=article.latest_revision)
    return [article.latest_revision.text[start:end] for start, end in anchor.spans]


def test_saving_writes_a_new_version_and_keeps_the_old_one() -> None:
    article = make_article("First", text="Some words.")
    revise(article, by=None, headline="Second", body="<p>Other words.</p>", note="sharper")
    assert [(one.number, one.headline, one.note) for one in article.revisions.order_by("number")] == [
        (1, "First", ""),
        (2, "Second", "sharper"),
    ]


def test_saving_without_a_change_writes_no_version() -> None:
    article = make_article("First", body="<p>Some words.</p>")
    revise(article, by=None, headline="First", body="<p>Some words.</p>")
    assert article.revisions.count() == 1


def test_a_changed_byline_is_a_change() -> None:
    article = make_article("First", body="<p>Some words.</p>")
    byline = Byline.objects.create(name="Mara Quill")
    revise(article, by=None, headline="First", body="<p>Some words.</p>", bylines=[byline])
    assert article.latest_revision.byline_names() == ["Mara Quill"]


def test_a_version_is_never_changed() -> None:
    revision = make_article().latest_revision
    revision.headline = "Rewritten history"
    with pytest.raises(TypeError, match="never changed"):
        revision.save()


def test_the_body_is_sanitised_whoever_writes_it() -> None:
    body = '<p onclick="x()">Plain <script>alert(1)</script><b>words</b></p><iframe src="//x"></iframe>'
    article = make_article(body=body)
    assert article.latest_revision.body == "<p>Plain <strong>words</strong></p>"
    direct = Revision(article=article, number=9, headline="x", body=body)
    direct.save()
    assert direct.body == "<p>Plain <strong>words</strong></p>"


def test_a_statement_keeps_its_words_when_others_change_around_it() -> None:
    article = make_article(text="It rained all day. “We stay open,” she said. Nobody asked why.")
    citation = make_citation(article, "“We stay open,”")
    revise(article, by=None, headline="x", body="<p>It rained. “We stay open,” she said on Monday.</p>")
    assert words_in(article, citation) == ["“We stay open,”"]


def test_a_statement_follows_its_paragraph_to_another_place() -> None:
    article = make_article(text="One paragraph that leads.\n\n“We stay open,” she said.\n\nAnother that closes.")
    citation = make_citation(article, "“We stay open,”")
    body = "<p>One paragraph that leads.</p><p>Another that closes.</p><p>“We stay open,” she said.</p>"
    revise(article, by=None, headline="x", body=body)
    assert words_in(article, citation) == ["“We stay open,”"]


def test_words_that_change_leave_a_confirmed_statement_an_orphan() -> None:
    article = make_article(text="“We stay open,” she said.")
    citation = make_citation(article, "“We stay open,”")
    revise(article, by=None, headline="x", body="<p>“We will stay open,” she said.</p>")
    assert list(article.citations.orphaned()) == [citation]


def test_an_orphan_finds_its_words_again_when_they_come_back() -> None:
    article = make_article(text="“We stay open,” she said.")
    citation = make_citation(article, "“We stay open,”")
    revise(article, by=None, headline="x", body="<p>All of it was cut.</p>")
    revise(article, by=None, headline="x", body="<p>“We stay open,” she said.</p>")
    assert not article.citations.orphaned().exists()
    assert words_in(article, citation) == ["“We stay open,”"]


def test_a_suggestion_whose_words_go_goes_with_them() -> None:
    article = make_article(text="She stays.")
    citation = make_citation(article, "She stays", confirmed=False)
    revise(article, by=None, headline="x", body="<p>All of it was cut.</p>")
    assert not Citation.objects.filter(pk=citation.pk).exists()


def test_readers_keep_the_live_words_while_a_newer_draft_waits() -> None:
    article = make_article(text="“We stay open,” she said.")
    citation = make_citation(article, "“We stay open,”", make_person())
    publish(article)
    revise(article, by=None, headline="x", body="<p>All of it was cut.</p>")
    assert list(Citation.objects.published()) == [citation]


def test_new_words_given_to_a_statement_reach_the_live_version_where_it_has_them() -> None:
    article = make_article(text="“We stay open,” she said. “Come what may.”")
    citation = make_citation(article, "“We stay open,”", make_person())
    publish(article)
    revise(article, by=None, headline="x", body="<p>New start. “We stay open,” she said. “Come what may.”</p>")
    text = article.latest_revision.text
    first, second = text.index("“We"), text.index("“Come")
    citation.article.refresh_from_db()
    citation.place([(first, first + 15), (second, len(text))], by=None)
    live = citation.anchors.get(revision=article.live_revision)
    assert [article.live_revision.text[start:end] for start, end in live.spans] == [
        "“We stay open,”",
        "“Come what may.”",
    ]


def test_the_address_follows_the_headline_until_readers_know_it() -> None:
    article = make_article("A working title", section=make_section())
    revise(article, by=None, headline="The real headline", body="")
    assert article.slug == "the-real-headline"
    article.publish(by=None)
    revise(article, by=None, headline="Yet another", body="")
    assert article.slug == "the-real-headline"


def test_an_address_chosen_by_hand_stays() -> None:
    article = make_article("A working title", slug="chosen")
    revise(article, by=None, headline="The real headline", body="")
    assert article.slug == "chosen"
