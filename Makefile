# `make run` sets up and starts the site, `make test` runs the tests: each from nothing.
# A step is done again only when what it is made from has changed.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
# Handed on to the last command: make test ARGS="-k funding"
ARGS ?=
# A machine of one's own; a real installation sets SECRET_KEY instead and runs no make.
export DEBUG ?= 1

# Compiled modules are kept, whatever the machine says: every start is then quicker.
unexport PYTHONDONTWRITEBYTECODE

SHELL := bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-builtin-rules --no-print-directory

PY := .venv/bin/python
UV := $(shell command -v uv)
# Node from .venv where the machine has none of its own.
WITH_NODE := PATH="$$PWD/.venv/bin:$$PATH"
TEMPLATES := find . \( -name node_modules -o -name .venv -o -name var -o -name build \) \
	-prune -o -path '*/templates/*.html' -print0
QUICK := not (browser or pdf or slow or long)
# Free workers take over tests of one that is still busy, so that both end together.
PYTEST := $(PY) -m pytest -n 2 --dist worksteal
POSTGRES_URL := $(or $(DATABASE_URL_POSTGRES),postgres://postgres@127.0.0.1:5432/postgres)

# $(call step,what,commands): one line with its seconds; what the commands print is
# shown only if they fail.
step = @printf '%-40s' '$(1)'; from=$$(date +%s%N); out=$$( { $(2); } 2>&1 </dev/null ) \
	|| { code=$$?; printf ' failed\n%s\n' "$$out"; exit $$code; }; \
	printf '%6.1f s\n' "$$(( ($$(date +%s%N) - from) / 100000000 ))e-1"

# $(call step_output,what,commands): the same, with what they print beneath.
step_output = $(call step,$(1),$(2)); printf '%s\n' "$$out" | sed '/^$$/d; s/^/    /'

# $(call debian,packages): where Debian packages are missing, root gets them installed
# and anyone else sees the command.
debian = @command -v apt-get >/dev/null || exit 0; missing=; for package in $(1); do \
	dpkg-query -W -f '$${db:Status-Abbrev}' $$package 2>/dev/null | grep -q '^.i' \
	|| missing="$$missing $$package"; done; [ -n "$$missing" ] || exit 0; \
	[ "$$(id -u)" -eq 0 ] || { echo "Some system packages are missing. Run"; \
	echo "    sudo apt-get install --no-install-recommends$$missing"; \
	echo "and then run make again."; exit 1; }; \
	export DEBIAN_FRONTEND=noninteractive; \
	$(patsubst @%,%,$(call step,System packages,apt-get update -qq && \
	apt-get install -y -qq --no-install-recommends $$missing))

# $(call on_postgres,markers): the tests with these markers once more, on PostgreSQL.
on_postgres = @if $(PY) -c 'import psycopg2, sys; psycopg2.connect(sys.argv[1], connect_timeout=3)' \
	    '$(POSTGRES_URL)' 2>/dev/null; then echo "Tests on PostgreSQL"; \
	    DATABASE_URL='$(POSTGRES_URL)' $(PYTEST) -m '$(1)' $(ARGS) \
	    $(if $(ARGS),|| [ $$? -eq 5 ]); \
	elif [ -n "$(REQUIRE_POSTGRES)$(DATABASE_URL_POSTGRES)" ]; then \
	    echo "Could not connect to PostgreSQL."; exit 1; \
	else echo "PostgreSQL is not running at 127.0.0.1:5432, so only SQLite was tested."; fi

# $(call install,arguments): only packages whose hashes are on file.
install = $(if $(UV),uv pip install --python $(PY),$(PY) -m pip install --no-compile \
	--disable-pip-version-check) -q --require-hashes $(1)

.PHONY: help
help: ## List available commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s%s\n", $$1, $$2}' Makefile

.PHONY: run
run: system .venv/.run styles ## Set up and run the site with sample data (PORT=8000)
	@export SITE_URL="$${SITE_URL:-http://$(HOST):$(PORT)}"; \
	exec $(PY) manage.py set_up_sample --output-dir build --serve $(HOST):$(PORT)

.PHONY: render
render: system .venv/.run styles ## Set up and write the documents to build/, without running the site
	@$(PY) manage.py set_up_sample --output-dir build

.PHONY: test
test: system-test .venv/.test styles node_modules/vnu-jar ## Run all tests but the long ones, or some with ARGS="-k funding"
	@echo "Tests on SQLite"; env -u DATABASE_URL $(PYTEST) -m 'not long' $(ARGS)
	$(call on_postgres,database and not long)

.PHONY: test-quick
test-quick: .venv/.test styles ## Run the fast tests on SQLite
	@env -u DATABASE_URL $(PYTEST) -m '$(QUICK)' $(ARGS)

.PHONY: test-long
test-long: system-test .venv/.test styles node_modules/vnu-jar ## Run the long tests: many repetitions, large data, whole crawls
	@env -u DATABASE_URL $(PYTEST) -m long $(ARGS)
	$(call on_postgres,database and long)

.PHONY: bench
bench: .venv/.test styles ## Measure speed as ratios
	@env -u DATABASE_URL $(PY) -m tests.bench $(ARGS)
	@if $(PY) -c 'import psycopg2, sys; psycopg2.connect(sys.argv[1], connect_timeout=3)' \
	    '$(POSTGRES_URL)' 2>/dev/null; then \
	    DATABASE_URL='$(POSTGRES_URL)' $(PY) -m tests.bench $(or $(ARGS),public_pages); \
	else echo "PostgreSQL is not running at 127.0.0.1:5432, so only SQLite was measured."; fi

.PHONY: evidence
evidence: .venv/.test styles ## Report on the 192 known inconsistencies
	@EVIDENCE=docs/evidence.md $(PY) -m pytest -q -n 2 tests/evidence $(ARGS) && tail -1 docs/evidence.md

.PHONY: claims
claims: .venv/.test ## What the checks find in a corpus: FILE=claims.jsonl OUT=found.jsonl
	@$(PY) -m tests.claims $(or $(FILE),tests/claims/claims-open.jsonl) $(or $(OUT),/dev/stdout)

.PHONY: guide
guide: system-test .venv/.test styles ## Update the officer guide: run the tour, take screenshots, list the checks
	$(call step,List of checks,$(PY) -m tests.guide.checks_page)
	$(call step_output,Tour and screenshots,$(PY) -m tests.guide.pictures)

.PHONY: lint
lint: .venv/.test ## Check style, templates, types and migrations, without changing anything
	$(call step,ruff check,.venv/bin/ruff check -q .)
	$(call step,ruff format,.venv/bin/ruff format -q --diff .)
	$(call step,djade,$(TEMPLATES) | xargs -0r .venv/bin/djade --target-version 5.2 --check)
	$(call step,mypy,.venv/bin/mypy)
	$(call step,import-linter,.venv/bin/lint-imports --no-cache)
	$(call step,migrations,$(PY) manage.py makemigrations --check --dry-run)

.PHONY: format
format: .venv/.test ## Format code and templates
	$(call step,ruff,.venv/bin/ruff check -q --fix-only . && .venv/bin/ruff format -q .)
	$(call step,djade,$(TEMPLATES) | xargs -0r .venv/bin/djade --target-version 5.2 || true)

.PHONY: lock
lock: .venv/bin/python ## Update pinned dependencies; ARGS=--upgrade for all
	$(call step,requirements,$(LOCK_PYTHON))
	$(call step,package-lock.json,$(LOCK_NODE))

# What follows are the steps behind these.

# What WeasyPrint opens at run time, and letters that our own fonts lack; for the tests
# a browser, a reader of PDFs, and what Playwright's driver links to.
LIBRARIES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-droid-fallback

.PHONY: system system-test system-venv
system:
	$(call debian,$(LIBRARIES))
system-test:
	$(call debian,$(LIBRARIES) chromium poppler-utils libatomic1)
system-venv:
	$(call debian,python3-venv)

.venv/bin/python:
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || $(MAKE) system-venv
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo \
	    "Python 3.11 or later is needed. Try again with PYTHON=python3.12, for example."; exit 1; }
	$(call step,Virtual environment,$(if $(UV),uv venv -q --python $(PYTHON),$(PYTHON) -m venv) \
	    --clear .venv)

# The stamps of these packages lie in .venv, and go when it goes.
.venv/.run: requirements.txt | .venv/bin/python
	$(call step,Python packages,$(call install,-r requirements.txt))
	@touch $@

.venv/.test: requirements-test.txt requirements-pdfcheck.txt | .venv/bin/python
	$(call step,Python packages for tests,$(call install,-r requirements-test.txt) \
	    && $(call install,--no-deps -r requirements-pdfcheck.txt))
	@touch $@ .venv/.run

# npm's own record of what it installed serves as the stamp. Sass wants Node 20.19.
node_modules/.package-lock.json: package.json package-lock.json | .venv/bin/python
	@$(WITH_NODE); npm -v >/dev/null 2>&1 && node -e '$(NODE_IS_NEW)' || $(MAKE) node
	$(call step,Front-end packages,$(WITH_NODE) npm ci --omit=optional --omit=dev \
	    --ignore-scripts)
	@touch $@

# The checker of HTML, for tests only.
node_modules/vnu-jar: node_modules/.package-lock.json
	$(call step,Checker of HTML,$(WITH_NODE) npm ci --omit=optional --ignore-scripts)
	@touch $@

NODE_IS_NEW := const [major, minor] = process.versions.node.split(".").map(Number); \
	process.exit(major > 20 || (major == 20 && minor >= 19) ? 0 : 1)

.PHONY: node
node:
	$(call step,Node,$(call install,-r requirements-node.txt))

.PHONY: styles
styles: var/stamps/styles

var/stamps/styles: $(wildcard partnership/styles/*.scss) reports/document/font_index.py \
		node_modules/.package-lock.json | .venv/.run
	@mkdir -p var/stamps var/static/css var/static/fonts var/static/js
	$(call step,Style sheets,$(BUILD_STYLES))
	@touch $@

# The script's last words name a map that is not shipped.
BUILD_STYLES = $(WITH_NODE) node_modules/.bin/sass --no-source-map --quiet-deps \
	--load-path=node_modules --style=compressed partnership/styles:var/static/css && \
	$(PY) -m reports.document.font_index node_modules/@fontsource var/static && \
	sed 's,//\# sourceMappingURL=.*,,' node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js \
	    > var/static/js/govuk-frontend.min.js

# The locked files name no index, no address and no path.
COMPILE = $$(command -v uv || echo .venv/bin/uv) pip compile -q --universal \
	--python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	--custom-compile-command "make lock" $(ARGS)
LOCK_PYTHON = $(if $(UV),,$(PY) -m pip install -q --disable-pip-version-check uv &&) \
	$(COMPILE) pyproject.toml -o requirements.txt && \
	$(COMPILE) pyproject.toml --extra test -c requirements.txt -o requirements-test.txt && \
	$(COMPILE) --group node -o requirements-node.txt && \
	$(COMPILE) --group pdfcheck --no-deps -o requirements-pdfcheck.txt
LOCK_NODE = $(WITH_NODE) npm install --package-lock-only --ignore-scripts && \
	sed -zi 's/,\n *"funding": {[^}]*}//g; s/,\n *"funding": \[[^]]*\]//g' package-lock.json
