import django.contrib.admin.apps as admin_apps
from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = "Site"


class DeskConfig(admin_apps.AdminConfig):
    """Django's admin, with the desk as its first page."""

    default = False
    default_site = "newsroom.front_desk.DeskSite"
