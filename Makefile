# Sanbao. `make` alone lists the commands. Everything they need is installed into .venv, var and
# frontend/node_modules; what was done once is remembered by the stamps below.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= $(or $(SANBAO_PORT),8000)
BIN := .venv/bin
VENV := .venv/.made
BUILD := src/sanbao/site/static/build/manifest.json
FONT := var/.font
BROWSER := var/.browser
WORDS := var/.messages
CATALOGUES := $(wildcard src/sanbao/*/locale/*/LC_MESSAGES/*.po src/sanbao/apps/*/locale/*/LC_MESSAGES/*.po)
TESTS ?=

# Web, worker and tests are many processes: compiled once, each starts in a third of the time.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup run test check fast bench screenshots messages frontend

help: ## List the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 20

setup: $(VENV) $(BUILD) $(FONT) $(WORDS) ## Install all that running needs

run: setup ## Start everything, print the address and demo accounts; Ctrl-C stops it all
	@exec $(BIN)/sanbao up --port $(PORT) $(if $(DEMO),--demo)

test: setup $(BROWSER) ## Run all tests on two cores (TESTS=tests/rules runs a part)
	$(BIN)/pytest -n 2 --dist loadscope --no-loadscope-reorder $(TESTS)

check: fast test ## What CI runs: format, lint, types, contracts, translations, migrations, all tests

fast: setup ## The fast half of check
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m scripts.messages check
	$(BIN)/sanbao manage makemigrations --check --dry-run
	cd frontend && PATH="$(CURDIR)/.venv/bin:$$PATH" npm run --silent check

bench: setup ## Measure, and write benchmarks/RESULTS.md
	$(BIN)/python -m benchmarks

screenshots: setup $(BROWSER) ## Walk one case and take the pictures in docs/screenshots
	$(BIN)/python -m scripts.screenshots

messages: $(VENV) ## Bring the catalogues of translations up to date with the sources
	$(BIN)/python -m scripts.messages extract

frontend: $(BUILD) ## Build styles and scripts

$(VENV): pyproject.toml uv.lock
	@bash scripts/environment.sh "$(PYTHON)"
	@touch $@

$(BUILD): $(VENV) frontend/package-lock.json $(wildcard frontend/*.ts frontend/*.json frontend/src/* frontend/public/*)
	@bash scripts/frontend.sh
	@touch $@

$(FONT): | $(VENV)
	@bash scripts/font.sh
	@touch $@

$(WORDS): $(CATALOGUES) scripts/messages.py | $(VENV)
	@$(BIN)/python -m scripts.messages compile
	@mkdir -p var && touch $@

$(BROWSER): | $(VENV)
	@bash scripts/browser.sh
	@mkdir -p var && touch $@
