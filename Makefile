# Crosstalk. `make up` runs the blog; `make help` lists the rest. Needs Debian's make and python3-venv, nothing else:
# every target first sets up .venv from the locked, hashed requirements (a second time that takes no time).

SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
RUN := .venv/.installed
DEV := .venv/.installed-dev
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
LOCK := $(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet
# What starts processes or needs PostgreSQL, Redis or Chromium; the rest is the fast part.
SLOW_PART := services or journey or browser or slow

.PHONY: help install up demo web worker scheduler test check chaos interop shots lighthouse lock bench messages

help: ## this list
	@sed -n 's/^\([a-z ]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 24

$(BIN)/python:
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "crosstalk: no virtual environment could be made; on Debian: apt-get install python3-venv"; exit 1; }

$(RUN): requirements.txt | $(BIN)/python
	@echo "crosstalk: installing the locked requirements into .venv"
	@$(PIP) -r requirements.txt
	@touch $@

$(DEV): requirements-dev.txt requirements.txt | $(BIN)/python
	@echo "crosstalk: installing the locked development requirements into .venv"
	@$(PIP) -r requirements-dev.txt
	@touch $(RUN) $@

install: $(RUN) ## set-up alone

up: $(RUN) ## the blog at http://127.0.0.1:8000 (PORT=...), with web, worker and scheduler; Ctrl-C stops it
	@exec $(BIN)/python manage.py run_processes

demo: $(RUN) ## two blogs that talk, on PORT and PORT+1; ONCE=1 stops them at the end
	@exec $(BIN)/python manage.py demo

web worker scheduler: $(RUN) ## one process, in the foreground
	@exec $(BIN)/python manage.py run_processes $@

test: $(DEV) ## every test that this machine can run
	@status=0; \
	$(BIN)/python -m pytest -n 2 -q -m "not ($(SLOW_PART))" || status=1; \
	DJANGO_ALLOW_ASYNC_UNSAFE=true $(BIN)/python -m pytest -q -m "$(SLOW_PART)" || status=1; \
	exit $$status

check: $(DEV) ## lint, formatting, types, templates, import rules, migrations, deployment settings, lock files
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run jobs posts comments trackbacks blogsite
	SITE_URL=https://blog.example $(BIN)/python manage.py check --deploy --fail-level WARNING
	@if grep -nE 'https?:' requirements.txt requirements-dev.txt; then echo "a lock file names a host"; exit 1; fi

bench: $(RUN) ## the figures of DESIGN 4 that one machine can measure, each beside its target; needs no Debian package more
	@exec $(BIN)/python -m benchmarks

chaos: $(DEV) ## the kill tests with ten times the kills (Debian packages: postgresql, redis-server)
	KILLS=150 CI=true $(BIN)/python -m pytest -q tests/journeys/test_kill.py

# Debian packages, installed where missing: wordpress wordpress-theme-twentytwentythree php-cli php-mysql php-xml php-curl
# php-mbstring; mariadb-server where none answers; nodejs npm.
interop: $(RUN) ## real WordPress (Debian's) and webmention-testpinger (npm) against our blog, both directions
	@exec $(BIN)/python -m tests.interop

shots: $(DEV) ## a picture of every kind of page in var/shots (Debian package: chromium)
	@$(BIN)/python -m tests.browser.shots

lighthouse: $(DEV) ## page quality: Lighthouse, and the HTML of every kind of page (Debian packages: chromium, nodejs, npm)
	@$(BIN)/python -m tests.browser.quality

messages: $(DEV) ## collect the strings into the catalogues and compile them (Debian package: gettext)
	$(BIN)/python -m tests.languages.messages

lock: $(DEV) ## write the lock files anew
	$(LOCK) -o requirements.txt
	$(LOCK) --extra dev -o requirements-dev.txt
