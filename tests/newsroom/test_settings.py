"""How the newsroom starts, or does not: each test starts it anew with an environment of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

ROOT = Path(__file__).parent.parent.parent
SECRET = "only-for-this-test-9fT2mQ7xWc4Lr8Zk1Vb6Np3Hs5Jd0Gy-and-more"
LIVE = {"SECRET_KEY": SECRET, "ALLOWED_HOSTS": "tide.example", "DATABASE_URL": "sqlite:///:memory:"}
TELL = """
import json
from django.conf import settings
names = json.loads(input())
print(json.dumps({name: getattr(settings, name) for name in names}, default=str))
"""


def run(*arguments: str, environment: dict[str, str], given: str = "") -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**kept, "DJANGO_SETTINGS_MODULE": "newsroom.settings", **environment},
        input=given,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def settings_of(environment: dict[str, str], *names: str) -> dict[str, Any]:
    """What these settings are in this environment."""
    done = run("-c", TELL, environment=environment, given=json.dumps(names))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def refusal(environment: dict[str, str]) -> str:
    """What is said when the start is refused: the last line, which is what somebody at a terminal reads."""
    done = run("-c", TELL, environment=environment, given='["DEBUG"]')
    assert done.returncode != 0, f"it started with {environment}"
    return done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "perhaps"),
        ("HTTPS", "sometimes"),
        ("BEHIND_PROXY", "2"),
        ("DATABASE_URL", "cuneiform://tablets"),
        ("CONN_MAX_AGE", "soon"),
        ("TWO_FACTOR_REQUIRED", "mostly"),
        ("SITE_URL", "tide.example"),
        ("SITE_URL", "https://tide.example/news/"),
        ("EMAIL_PORT", "smtp"),
        ("EMAIL_USE_TLS", "if possible"),
    ],
)
def test_a_value_that_cannot_be_read_stops_the_start(name: str, value: str) -> None:
    on_postgres = {"DATABASE_URL": "postgres://somebody@127.0.0.1/none"} if name == "CONN_MAX_AGE" else {}
    assert name in refusal({**LIVE, **on_postgres, name: value})


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_without_a_secret_and_a_host_of_ones_own_the_start_is_refused(missing: str) -> None:
    assert missing in refusal({name: value for name, value in LIVE.items() if name != missing})


@pytest.mark.parametrize("empty", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_an_empty_secret_or_host_is_none(empty: str) -> None:
    assert empty in refusal({**LIVE, empty: ""})


def test_debugging_is_off_unless_asked_for_and_https_is_on() -> None:
    live = settings_of(
        LIVE, "DEBUG", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECRET_KEY"
    )
    assert live == {
        "DEBUG": False,
        "SECURE_SSL_REDIRECT": True,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECRET_KEY": SECRET,
    }


def test_a_developer_needs_to_set_nothing_but_debug() -> None:
    names = ("DEBUG", "ALLOWED_HOSTS", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS")
    assert settings_of({"DEBUG": "1"}, *names) == {
        "DEBUG": True,
        "ALLOWED_HOSTS": ["127.0.0.1", "localhost"],
        "SECURE_SSL_REDIRECT": False,
        "SECURE_HSTS_SECONDS": 0,
    }


def test_hosts_and_origins_are_divided_by_commas() -> None:
    two = {**LIVE, "ALLOWED_HOSTS": "tide.example,www.tide.example", "CSRF_TRUSTED_ORIGINS": "https://tide.example"}
    assert settings_of(two, "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS") == {
        "ALLOWED_HOSTS": ["tide.example", "www.tide.example"],
        "CSRF_TRUSTED_ORIGINS": ["https://tide.example"],
    }


def test_a_proxys_word_on_https_is_believed_only_where_there_is_a_proxy() -> None:
    told = settings_of({**LIVE, "BEHIND_PROXY": "1"}, "SECURE_PROXY_SSL_HEADER", "ALLAUTH_TRUSTED_PROXY_COUNT")
    assert told == {"SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"], "ALLAUTH_TRUSTED_PROXY_COUNT": 1}
    alone = settings_of(LIVE, "SECURE_PROXY_SSL_HEADER", "ALLAUTH_TRUSTED_PROXY_COUNT")
    assert alone == {"SECURE_PROXY_SSL_HEADER": None, "ALLAUTH_TRUSTED_PROXY_COUNT": 0}


def test_each_database_is_used_as_it_wants_to_be() -> None:
    sqlite = settings_of(LIVE, "DATABASES")["DATABASES"]["default"]
    assert sqlite["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in sqlite["OPTIONS"]["init_command"]
    url = "postgres://somebody@127.0.0.1/none"
    postgres = settings_of({**LIVE, "DATABASE_URL": url, "CONN_MAX_AGE": "5"}, "DATABASES")["DATABASES"]["default"]
    assert (postgres["CONN_MAX_AGE"], postgres["CONN_HEALTH_CHECKS"]) == (5, True)


def test_s34_the_deployment_check_has_nothing_to_say() -> None:
    environment = {**LIVE, "EMAIL_HOST": "mail.tide.example"}
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", environment=environment)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_it_starts_without_a_mail_server_or_a_second_factor_but_the_deployment_check_says_so() -> None:
    done = run("manage.py", "check", "--deploy", environment={**LIVE, "TWO_FACTOR_REQUIRED": "0"})
    assert done.returncode == 0
    assert "Set EMAIL_HOST: until then nobody gets the mail" in done.stderr
    assert "Staff log in with a password alone." in done.stderr


def test_a_second_factor_is_required_unless_a_developer_or_the_environment_says_otherwise() -> None:
    for given, required in (({}, True), ({"TWO_FACTOR_REQUIRED": "0"}, False), ({"DEBUG": "1"}, False)):
        assert settings_of({**LIVE, **given}, "TWO_FACTOR_REQUIRED") == {"TWO_FACTOR_REQUIRED": required}


@pytest.mark.parametrize(
    ("given", "backend"),
    [
        ({}, "dummy"),  # a live console must not hold the links that mails hold
        ({"DEBUG": "1"}, "console"),
        ({"EMAIL_HOST": "mail.tide.example"}, "smtp"),
        ({"EMAIL_HOST": "mail.tide.example", "DEBUG": "1"}, "smtp"),
    ],
)
def test_mail_goes_where_the_environment_says(given: dict[str, str], backend: str) -> None:
    told = settings_of({**LIVE, **given}, "EMAIL_BACKEND", "DEFAULT_FROM_EMAIL")
    assert told["EMAIL_BACKEND"] == f"django.core.mail.backends.{backend}.EmailBackend"
    assert told["DEFAULT_FROM_EMAIL"] == "newsroom@tide.example"


def test_mail_is_encrypted_unless_told_otherwise() -> None:
    names = ("EMAIL_PORT", "EMAIL_USE_TLS", "EMAIL_USE_SSL")
    assert settings_of(LIVE, *names) == {"EMAIL_PORT": 587, "EMAIL_USE_TLS": True, "EMAIL_USE_SSL": False}
    wrapped = settings_of({**LIVE, "EMAIL_USE_SSL": "1", "EMAIL_PORT": "465"}, *names)
    assert wrapped == {"EMAIL_PORT": 465, "EMAIL_USE_TLS": False, "EMAIL_USE_SSL": True}


def test_the_papers_address_is_its_first_host_unless_named() -> None:
    assert settings_of(LIVE, "SITE_URL") == {"SITE_URL": "https://tide.example"}
    assert settings_of({**LIVE, "ALLOWED_HOSTS": ".tide.example,x"}, "SITE_URL") == {"SITE_URL": "https://tide.example"}
    named = {**LIVE, "ALLOWED_HOSTS": "*", "SITE_URL": "https://news.tide.example"}
    assert settings_of(named, "SITE_URL") == {"SITE_URL": "https://news.tide.example"}
    assert "SITE_URL" in refusal({**LIVE, "ALLOWED_HOSTS": "*"})


def test_the_migrations_say_what_the_models_say() -> None:
    done = run("manage.py", "makemigrations", "--check", "--dry-run", environment=LIVE)
    assert done.returncode == 0, done.stdout
    assert "No changes detected" in done.stdout


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver:x", "testserver@evil.example"])
def test_s25_a_foreign_host_is_refused(client: Client, host: str) -> None:
    assert client.get("/admin/login/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize(("debug", "told"), [("0", 1), ("1", 0)])
def test_a_failure_of_a_live_server_is_told_on_its_console(debug: str, told: int) -> None:
    fail = "import django, logging; django.setup(); logging.getLogger('articles').error('the press stands still')"
    done = run("-c", fail, environment={**LIVE, "DEBUG": debug})
    assert done.stderr.count("the press stands still") == told
