from django.urls import path
from django.utils.feedgenerator import Rss201rev2Feed

from articles import feeds, search_views, sitemaps, views

app_name = "articles"

# Where a feed stands under the page it follows, and the name of its address.
FEEDS = {
    "": ("feed", feeds.StoryFeed),
    "sections/<str:slug>/": ("section_feed", feeds.SectionFeed),
    "tags/<str:slug>/": ("tag_feed", feeds.TagFeed),
    "statements/": ("statement_feed", feeds.StatementFeed),
    "people/<str:slug>/": ("person_feed", feeds.PersonFeed),
    "organizations/<str:slug>/": ("organization_feed", feeds.OrganizationFeed),
    "offices/<str:slug>/": ("office_feed", feeds.OfficeFeed),
    "corrections/": ("correction_feed", feeds.CorrectionFeed),
}

urlpatterns = [
    *(path(f"{page}feed/", feed(), name=name) for page, (name, feed) in FEEDS.items()),
    *(path(f"{page}feed/rss/", feed(Rss201rev2Feed), name=f"{name}_rss") for page, (name, feed) in FEEDS.items()),
    path("sitemap.xml", sitemaps.index, name="sitemap_index"),
    path("sitemap-news.xml", sitemaps.news, name="sitemap_news"),
    path("sitemap-<str:part>.xml", sitemaps.part, name="sitemap"),
    path("about/attribution/", views.about_attribution, name="about_attribution"),
    path("", views.home, name="home"),
    path("articles/<str:year>/<str:month>/<str:day>/<str:slug>/", views.article_detail, name="article_detail"),
    path("preview/<str:token>/", views.shared_preview, name="shared_preview"),
    path("sections/<str:slug>/", views.section_detail, name="section_detail"),
    path("tags/<str:slug>/", views.tag_detail, name="tag_detail"),
    path("statements/", views.statement_list, name="statement_list"),
    path("statements/<int:pk>/", views.statement_detail, name="statement_detail"),
    path("cards/statements/<int:pk>/<str:digest>.png", views.statement_card, name="statement_card"),
    path("cards/people/<int:pk>/<str:digest>.png", views.person_card, name="person_card"),
    path("cards/organizations/<int:pk>/<str:digest>.png", views.organization_card, name="organization_card"),
    path("cards/sections/<int:pk>/<str:digest>.png", views.section_card, name="section_card"),
    path("cards/stories/<int:pk>/<str:digest>.png", views.story_card, name="story_card"),
    path("search/", search_views.search, name="search"),
    path("search/names/", search_views.search_names, name="search_names"),
    path("report/stories/<int:pk>/", views.report_article, name="report_article"),
    path("report/statements/<int:pk>/", views.report_statement, name="report_statement"),
    path("report/thanks/", views.report_thanks, name="report_thanks"),
    path("corrections/", views.correction_list, name="correction_list"),
]
