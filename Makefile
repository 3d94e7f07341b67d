# SPDX-License-Identifier: Apache-2.0
# make run: from a fresh machine to the first page.  make test: from a fresh machine to every test.
# Needed beforehand: Python 3.11 or newer, make, and a package index that pip can reach.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
COMPILED := src/waymark/content/compiled
CONTENT := $(shell find src/waymark/content -name '*.yaml' -o -name '*.py' | grep -v compiled) \
	$(wildcard src/waymark/plan/*.py src/waymark/directory/*.py)
PORT ?= 8000
DEMO := shared-by-a-partner blackmail-for-money fake-at-school

.PHONY: help env run test check lint types layers content prove bench demo screenshots lock clean

help: ## what can be made
	@grep -hE '^[a-z]+:.*##' Makefile | sed 's/:.*##/:/' | while IFS=: read -r name what; do printf '  make %-12s%s\n' "$$name" "$$what"; done

env: $(VENV)/.ready-dev $(COMPILED)/.ready ## prepare .venv and the compiled content

run: $(VENV)/.ready $(COMPILED)/.ready ## serve http://127.0.0.1:8000/
	$(BIN)/waymark serve --port $(PORT)

test: env ## install what the tests need, check, then run them all
	@sh scripts/system-packages
	@$(MAKE) --no-print-directory check
	$(BIN)/pytest -n 2

check: env lint types layers content prove ## lint, types, layers, content and proof; under a minute

lint: env
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/codespell

types: env
	$(BIN)/mypy

layers: env
	$(BIN)/lint-imports

content: env
	$(BIN)/waymark check

prove: env
	$(BIN)/waymark prove

bench: env ## plans and pages against the clock
	@missed=0; for one in plan page; do $(BIN)/python bench/$${one}_bench.py || missed=1; done; exit $$missed

demo: $(VENV)/.ready $(COMPILED)/.ready ## three worked plans, and a sample desk with its sign-in
	@for name in $(DEMO); do $(BIN)/waymark plan --facts docs/examples/$$name.json --format text || exit 1; done
	@sh scripts/demo-desk $(BIN)/waymark $(PORT)

screenshots: env ## the pictures of the main path in docs/
	$(BIN)/python scripts/screenshots.py

lock: ## write the lock files again (needs uv)
	uv pip compile -q --upgrade $(LOCK_OPTIONS) pyproject.toml -o requirements.lock
	uv pip compile -q $(LOCK_OPTIONS) --group pyproject.toml:build -o requirements-build.lock
	uv pip compile -q $(LOCK_OPTIONS) -c requirements.lock pyproject.toml --extra verify --group dev -o requirements-dev.lock

clean: ## remove everything that can be made again
	rm -rf $(VENV) $(COMPILED) node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

# One lock serves every platform; no lock names a registry, so any mirror will do.
LOCK_OPTIONS := --generate-hashes --no-emit-index-url --no-header --universal --python-version 3.11

$(BIN)/python:
	@python=$$(sh scripts/find-python) && "$$python" -m venv $(VENV)

$(VENV)/.ready: $(BIN)/python pyproject.toml requirements.lock requirements-build.lock
	$(PIP) install --require-hashes -r requirements-build.lock -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.lock
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

$(COMPILED)/.ready: $(VENV)/.ready $(CONTENT)
	$(BIN)/python -m waymark.content.build
	@touch $@
