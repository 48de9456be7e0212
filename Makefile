# `make` lists what there is. The gate itself is .ci/run; these are short names for its parts.

PYTHON := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help setup check test quick lint types format tables shown figures bench peers suite clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-9s %s\n", $$1, $$2 }' Makefile

setup: ## make .venv with everything for development
	python3 -m venv --without-pip .venv
	python3 -m pip --python .venv/bin/python install -q -e '.[dev]'

check: ## the whole gate, as CI runs it
	./.ci/run

test: ## all tests
	$(PYTHON) -m pytest -n auto

quick: ## the tests that need no builds and little time
	$(PYTHON) -m pytest -n auto -m "not packaging and not slow"

lint: ## style
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

types: ## both type checkers
	.venv/bin/mypy
	.venv/bin/pyright --pythonpath .venv/bin/python

format: ## put the code into the one layout
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

tables: ## compile the grammar into the tables that ship
	$(PYTHON) -m termcheck.language.tables

shown: ## write what commands print into the pages that show them
	$(PYTHON) -m tests.docs.shown

figures: ## sizes and shapes of the code
	$(PYTHON) -m tests.house.figures

bench: ## the benchmarks that need no peers installed
	$(PYTHON) -m bench.cold_check
	$(PYTHON) -m bench.conflicts
	$(PYTHON) -m bench.large 1000

peers: ## an environment for each peer of the suite
	$(PYTHON) -m bench.peers

suite: ## every row of the suite, with the peers that are there, and the page of speed
	$(PYTHON) -m bench.suite
	$(PYTHON) -m bench.page

clean: ## remove what the tools made
	rm -rf .venv build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
