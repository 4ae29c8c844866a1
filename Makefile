# `make run` starts the portal, `make test` checks everything, `make help` lists all.

SHELL = /bin/sh
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help run test bench contract lint types checks pytest-sqlite pytest-postgres pytest-browser \
	format clean venv venv-dev

PORT = 8000
# The Python to make the environment with; empty: the first one that will do.
PYTHON =
BIN = .venv/bin
STEP = @printf '\n— %s\n'

help:
	@echo "make run      start the portal on http://127.0.0.1:8000/ (PORT=8001 for another)"
	@echo "make test     check everything: style, layers, types, tests on both databases, in a browser"
	@echo "make bench    measure how answers slow down as the record grows (minutes)"
	@echo "make contract ask the API whatever its description allows, and what it does not (minutes)"
	@echo "make format   put the code into its one style"
	@echo "make clean    remove what tools left behind; the database stays"
	@echo "PYTHON=...    with any of them: the Python to make the environment with"

# ------------------------------------------------------------- the environment

# A copy of the requirements, $(2), marks an installation of $(1) that came to its end.
define environment
enough='import sys; sys.version_info >= (3, 11) or sys.exit(1)'; \
if $(BIN)/python -c "$$enough" 2>/dev/null; then \
	cat $(1) | cmp -s - $(2) && exit 0; \
fi; \
if $(BIN)/python -c "$$enough; import pip" 2>/dev/null; then \
	if [ -e .venv/installed.txt ]; then \
		echo ".venv does not hold all the requirements yet, or others: completing it."; \
	else \
		echo "A half-made .venv: its installation never ended. Completing it."; \
	fi; \
else \
	for python in $(or $(PYTHON),python3 python3.13 python3.12 python3.11); do \
		version=$$($$python -c 'import sys; print("%d.%d" % sys.version_info[:2])' \
			2>/dev/null) || continue; \
		seen="$$seen $$python is $$version;"; \
		$$python -c "$$enough" || continue; \
		found=$$python; break; \
	done; \
	if [ -z "$$found" ]; then \
		echo "The portal needs Python 3.11 or later:$${seen:- none was found;}" \
			"name one with make PYTHON=/path/to/python3.11" >&2; \
		exit 1; \
	fi; \
	if [ -e .venv ]; then \
		echo "A half-made .venv: its Python does not serve. Making it anew."; \
	else \
		echo "Making an environment in .venv with $$found ($$version)."; \
	fi; \
	$$found -m venv --clear .venv || { \
		echo "$$found cannot make an environment: see above" \
			"(on Debian and Ubuntu: apt install python3-venv)." >&2; \
		exit 1; \
	}; \
fi; \
rm -f .venv/installed.txt $(2); \
echo "Installing the requirements: a minute or two, once."; \
$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check \
	$(addprefix -r ,$(1)) || { \
	echo "The requirements could not be installed: see above." \
		"The same command goes on from here." >&2; \
	exit 1; \
}; \
cp requirements.txt .venv/installed.txt; \
[ $(2) = .venv/installed.txt ] || cat $(1) > $(2)
endef

venv:
	@$(call environment,requirements.txt,.venv/installed.txt)

venv-dev:
	@$(call environment,requirements.txt requirements-dev.txt,.venv/installed-dev.txt)

# ---------------------------------------------------------------------- to run

# What another project left in the shell does not reach this one: the database is
# the one in var/.
run: venv
	@mkdir -p var; \
	[ -s var/secret-key ] || (umask 077; $(BIN)/python -c \
		'import secrets; print(secrets.token_urlsafe(50))' > var/secret-key); \
	unset DATABASE_URL SITE_URL SECURE_SSL_REDIRECT; \
	DJANGO_SETTINGS_MODULE=scoportal.settings DEBUG=1 \
	DJANGO_RUNSERVER_HIDE_WARNING=true \
	ALLOWED_HOSTS=127.0.0.1,localhost SINGLE_EDITOR=admin \
	SECRET_KEY="$$(cat var/secret-key)" \
	exec $(BIN)/python manage.py start --port "$(PORT)"

# --------------------------------------------------------------------- to check

test: venv-dev lint types checks pytest-sqlite pytest-postgres pytest-browser
	$(STEP) "Everything holds."

lint:
	$(STEP) "Style (ruff)"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	$(STEP) "Layers (import contracts)"
	@$(BIN)/lint-imports --no-logo

# The checks read development's settings and no database.
types checks: export DJANGO_SETTINGS_MODULE = scoportal.settings
types checks: export DATABASE_URL = sqlite://:memory:
types checks: export DEBUG = 1

types:
	$(STEP) "Types (mypy)"
	@$(BIN)/mypy

checks:
	$(STEP) "Migrations are complete"
	@$(BIN)/python -W error manage.py makemigrations --check --dry-run
	$(STEP) "Settings of a site that others can reach"
	@DEBUG=0 ALLOWED_HOSTS=portal.example SECRET_KEY="$$($(BIN)/python -c \
		'import secrets; print(secrets.token_urlsafe(50))')" \
		$(BIN)/python -W error manage.py check --deploy --fail-level WARNING

pytest-sqlite:
	$(STEP) "Tests on SQLite"
	@mkdir -p var
	@unset DATABASE_URL; $(BIN)/python -W error -m pytest -q -m "not browser"

# A server is given in POSTGRES_URL, or answers on the default socket.
pytest-postgres:
	$(STEP) "Tests on PostgreSQL"
	@if [ -n "$$POSTGRES_URL" ] || $(BIN)/python -c 'import psycopg; \
		psycopg.connect(dbname="postgres", connect_timeout=3).close()' 2>/dev/null; \
	then \
		DATABASE_URL="$${POSTGRES_URL:-postgres:///portal}" \
			$(BIN)/python -W error -m pytest -q -m "not browser"; \
	elif [ -n "$$REQUIRE_POSTGRES" ]; then \
		echo "PostgreSQL is required here, and no server answers." >&2; exit 1; \
	else \
		echo "Skipped: no POSTGRES_URL is given, and no server answers on the" \
			"default socket."; \
	fi

# A browser is named in CHROMIUM, or found by its usual names.
pytest-browser:
	$(STEP) "Tests in a browser"
	@if [ -n "$$CHROMIUM" ] || command -v chromium chromium-browser google-chrome \
		>/dev/null; then \
		unset DATABASE_URL; \
		$(BIN)/python -W error -m pytest -q -m browser entries/tests/browser; \
	elif [ -n "$$REQUIRE_BROWSER" ]; then \
		echo "A browser is required here, and there is no Chromium." >&2; exit 1; \
	else \
		echo "Skipped: no CHROMIUM is named, and none is installed."; \
	fi

bench: venv
	@mkdir -p var; DJANGO_SETTINGS_MODULE=scoportal.settings DEBUG=1 \
		$(BIN)/python manage.py bench

# CONTRACT_EXAMPLES: how many questions are made for each operation.
contract: CONTRACT_EXAMPLES = 200
contract: venv-dev
	@unset DATABASE_URL; CONTRACT_EXAMPLES=$(CONTRACT_EXAMPLES) \
		$(BIN)/python -W error -m pytest -q -s \
		entries/tests/api/contract/test_generated_client.py \
		entries/tests/api/contract/test_any_client.py

format: venv-dev
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

clean:
	@rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis \
		var/static var/test.sqlite3*
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
