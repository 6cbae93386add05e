from django.urls import path

from people import views

app_name = "people"

urlpatterns = [
    path("people/", views.person_list, name="person_list"),
    path("people/<str:slug>/", views.person_detail, name="person_detail"),
    path("people/<str:slug>/mentions/", views.person_mentions, name="person_mentions"),
    path("organizations/", views.organization_list, name="organization_list"),
    path("organizations/<str:slug>/", views.organization_detail, name="organization_detail"),
    path("offices/<str:slug>/", views.office_detail, name="office_detail"),
]
