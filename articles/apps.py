from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Stories"

    def ready(self) -> None:
        from articles.roles import create_groups_after_migrate  # needs the user models, which exist only now

        post_migrate.connect(create_groups_after_migrate, sender=self)
