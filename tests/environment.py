"""Set before Django reads its settings: loaded by `-p tests.environment` in pyproject.toml.

TEST_DATABASE_URL chooses the database; without it SQLite in memory. Pictures go into a folder of their own.
"""

import atexit
import os
import shutil
import tempfile

os.environ["DEBUG"] = "1"
os.environ["HTTPS"] = "0"
os.environ["TWO_FACTOR_REQUIRED"] = "0"  # switched on by the tests that are about it
os.environ["SITE_URL"] = "https://paper.example"
os.environ["ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL") or "sqlite:///:memory:"
os.environ["CONN_MAX_AGE"] = "0"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's synchronous API runs an event loop of its own
os.environ["PICTURE_ROOT"] = tempfile.mkdtemp(prefix="pictures-")
atexit.register(shutil.rmtree, os.environ["PICTURE_ROOT"], ignore_errors=True)
