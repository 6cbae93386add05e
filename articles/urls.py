from django.urls import path

from articles import search_views, views
from articles.feeds import CorrectionFeed

app_name = "articles"

urlpatterns = [
    path("", views.home, name="home"),
    path("articles/<str:year>/<str:month>/<str:day>/<str:slug>/", views.article_detail, name="article_detail"),
    path("preview/<str:token>/", views.shared_preview, name="shared_preview"),
    path("sections/<str:slug>/", views.section_detail, name="section_detail"),
    path("tags/<str:slug>/", views.tag_detail, name="tag_detail"),
    path("statements/", views.statement_list, name="statement_list"),
    path("statements/<int:pk>/", views.statement_detail, name="statement_detail"),
    path("search/", search_views.search, name="search"),
    path("search/names/", search_views.search_names, name="search_names"),
    path("report/stories/<int:pk>/", views.report_article, name="report_article"),
    path("report/statements/<int:pk>/", views.report_statement, name="report_statement"),
    path("report/thanks/", views.report_thanks, name="report_thanks"),
    path("corrections/", views.correction_list, name="correction_list"),
    path("corrections/feed/", CorrectionFeed(), name="correction_feed"),
]
