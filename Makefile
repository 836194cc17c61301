# Everything a desk, a server or the CI needs. `make help` lists it.
# PORT=8001, EMPTY=1 and PAYUNG_DATA=/path may follow `make run`.
.PHONY: run test test-whole check lint format bench lock translations help
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
PYTHON := .venv/bin/python

run: ## Set up what is missing, start web and worker on http://127.0.0.1:8000 with demo people (EMPTY=1: without)
	@exec bin/run

test: ## The whole suite: SQLite with Chromium, then PostgreSQL in a temporary cluster
	@exec bin/test

test-whole: ## The same with every room of tests/web on PostgreSQL too: before a release, after a change of the store
	@exec bin/test --whole

check: ## The quick part at the desk: SQLite, no browser
	@exec bin/check

lint: ## ruff, import-linter and the house rules of tests/house
	@exec bin/lint

format: ## Bring the code into the house's format
	@bin/venv requirements-dev.txt
	@$(PYTHON) -m ruff format --quiet .
	@$(PYTHON) -m ruff check --quiet --fix .

bench: ## Measure the ratios of the speed table
	@bin/system-packages run
	@bin/venv requirements-dev.txt
	@exec $(PYTHON) -m tests.bench

lock: ## Write exact versions with hashes from pyproject.toml into requirements*.txt
	@bin/venv requirements-dev.txt
	@exec bin/lock

translations: ## Bring the English catalogue in step with the Indonesian source texts
	@bin/venv requirements-dev.txt
	@bin/translations update

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'
