from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Somebody who works here. Our own from the first migration on, so that it can grow."""
