from django.contrib import admin
from django.urls import include, path

from newsroom import views

newsroom_patterns = (
    [
        path("favicon.ico", views.favicon, name="favicon"),
        path("robots.txt", views.robots, name="robots"),
        path(".well-known/security.txt", views.security, name="security"),
        path("pictures/<str:key>/<str:spec_name>.<str:encoding>", views.rendition, name="rendition"),
    ],
    "newsroom",
)

urlpatterns = [
    path("admin/", admin.site.urls),
    path("account/", include("newsroom.accounts.urls")),
    path("", include(newsroom_patterns)),
    path("", include("people.urls")),
    path("", include("articles.urls")),
]
