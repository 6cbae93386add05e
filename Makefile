# `make run` and `make test` do all the set-up; both may be repeated.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
DEV_ENV := DEBUG=1
CHECK_ENV := DEBUG=0 HTTPS=1 ALLOWED_HOSTS=example.org EMAIL_HOST=mail.example.org SECRET_KEY=only-for-this-check-9fT2mQ7xWc4Lr8Zk1Vb6Np3Hs5Jd0Gy
# One for each processor: with more the workers are in each other’s way, and all of it takes longer.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(os.cpu_count() or 1)')
POSTGRES_URL ?= postgres://postgres@127.0.0.1:5432/postgres

.PHONY: run test check lint types migrations-check deploy-check test-postgres coverage fuzz benchmarks screenshots clean

# Stamps are written last, so a half-finished installation is done again.
$(VENV)/runtime.stamp: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed.")'
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/runtime.stamp
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

run: $(VENV)/runtime.stamp
	@$(DEV_ENV) $(BIN)/python manage.py migrate --verbosity 0
	@$(DEV_ENV) $(BIN)/python manage.py load_demo --if-empty
	@$(DEV_ENV) SITE_URL=http://127.0.0.1:$(PORT) $(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

check: lint types migrations-check deploy-check test test-postgres

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files 'templates/*.html')

types: $(VENV)/dev.stamp
	$(BIN)/mypy

migrations-check: $(VENV)/dev.stamp
	$(DEV_ENV) $(BIN)/python manage.py makemigrations --check --dry-run

deploy-check: $(VENV)/dev.stamp
	$(CHECK_ENV) $(BIN)/python manage.py check --deploy --fail-level WARNING

# Where no PostgreSQL answers this is skipped, visibly; with REQUIRE_POSTGRES, as in CI, it fails.
test-postgres: $(VENV)/dev.stamp
	@if [ -n "$$REQUIRE_POSTGRES" ] || $(BIN)/python -c 'import psycopg, sys; psycopg.connect(sys.argv[1], connect_timeout=3)' $(POSTGRES_URL) 2>/dev/null; \
	then TEST_DATABASE_URL=$(POSTGRES_URL) $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal; \
	else echo "SKIPPED: no PostgreSQL answers at $(POSTGRES_URL), so the suite did not run on it."; fi

# Which lines and branches the tests reach. Counting makes the suite half as slow again, so `check` leaves it out.
coverage: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --cov --cov-report=term:skip-covered

# The tests of any input, with other examples each time and far more of them than `test` tries.
FUZZ ?= 20
fuzz: $(VENV)/dev.stamp
	FUZZ=$(FUZZ) $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m hypothesis

benchmarks: $(VENV)/dev.stamp
	$(BIN)/python benchmarks/import_stories.py
	$(BIN)/python benchmarks/find_statements.py
	$(BIN)/python benchmarks/read_story.py
	$(BIN)/python benchmarks/read_person.py
	$(BIN)/python benchmarks/search.py
	$(BIN)/python benchmarks/import_people.py
	$(BIN)/python benchmarks/growth.py

# Pictures of the main pages, in three widths, light and dark, in var/screenshots.
screenshots: $(VENV)/dev.stamp
	TEST_DATABASE_URL= $(BIN)/python -m tests.browser.screenshots

clean:
	rm -rf $(VENV) var db.sqlite3*
