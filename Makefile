# Everything runs inside .venv, which each target makes and keeps up to date by itself.
PYTHON ?= python3
BIN := .venv/bin
SITE := NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict -f prep/docs/mkdocs.yml
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
# A jail cannot write and would compile what it imports at every start. All of every library would be 200 MB, most of it tests.
COMPILED := 'import prep.tui.app, prep.grading.server.forkserver as _, prep.grading.jail.warmth as w; w.preload("sklearn"); w.preload("onnx")'

.PHONY: help start quick test check docs pictures sbom bench lock clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

start: .venv/start ## set up and open the terminal app
	@$(BIN)/prep

test: check ## every check and every test
	$(BIN)/python -m pytest

# Compiled files are kept whatever the environment says, and the tests' files lie in memory where they may lie and run there.
quick: export PYTHONDONTWRITEBYTECODE =
quick: export TMPDIR := $(or $(TMPDIR),$(shell grep -s ' /dev/shm ' /proc/mounts | tail -n 1 | grep -qv noexec && echo /dev/shm || echo /tmp))
quick: .venv/test ## format, lint and unit tests: half a minute, to run after every change
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/python -m pytest -q tests/unit -m 'not slow' -n auto --dist worksteal -o tmp_path_retention_policy=failed

check: .venv/test ## format, lint, types, import contract, licences, docs, content
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m prep.docs.licences
	$(SITE)
	$(BIN)/prep author check --all --no-mutants --repeat 2

docs: .venv/docs ## build the site into out/site; any warning is an error
	$(SITE)
	@echo "Open out/site/index.html"

pictures: .venv/docs ## take the pictures of the app anew, for the site and the README
	$(BIN)/python -m prep.docs.pictures

sbom: .venv/docs ## write what is installed as a software bill of materials, out/sbom.json
	@mkdir -p out
	$(BIN)/cyclonedx-py environment .venv --pyproject pyproject.toml --output-reproducible -o out/sbom.json

bench: .venv/test ## throughput, latency and attack tables; takes a while and wants a quiet machine
	$(BIN)/python -m tests.benchmarks.engine

lock: .venv/test ## renew constraints.txt
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --universal --all-extras --python-version 3.11 --strip-extras \
		--no-annotate --no-header --no-emit-index-url --no-emit-find-links --upgrade -o constraints.txt

clean: ## remove what the other targets made
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "prep needs Python 3.11 or newer: make PYTHON=python3.11")'
	@echo "Making a virtual environment in .venv"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/start: .venv/python pyproject.toml constraints.txt prep/__init__.py
	@echo "Installing prep and what it needs (about a minute)"
	@$(PIP) --no-compile -e .
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -c $(COMPILED)
	@touch $@

.venv/docs: .venv/python pyproject.toml constraints.txt prep/__init__.py
	@echo "Installing prep and what builds the site"
	@$(PIP) -e '.[docs,pdf]'
	@touch $@ .venv/start

.venv/test: .venv/python pyproject.toml constraints.txt prep/__init__.py
	@echo "Installing prep with its test tools and torch (several gigabytes; a few minutes)"
	@$(PIP) -e '.[test,dev,docs]'
	@touch $@ .venv/start .venv/docs
