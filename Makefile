# Approdo. `make` alone lists what there is. Nothing is needed beforehand but make and Python 3.11.

PORT ?= 8000
PYTHON ?= $(or $(shell command -v python3.11),$(shell command -v python3),python3.11)
ARGS ?=
YES ?=
SEARCH ?=
export PORT ARGS YES SEARCH

# Refuses a missing or wrong Python in one line; $(call python,module arguments) runs a module.
missing = There is no program called "$(PYTHON)" here. Approdo needs Python 3.11: apt install python3.11 python3.11-venv
python = command -v "$(PYTHON)" >/dev/null 2>&1 || { echo '$(missing)' >&2; exit 1; }; \
	"$(PYTHON)" scripts/check_python.py || exit 1; \
	exec "$(PYTHON)" -m $(1)

.DEFAULT_GOAL := help
.PHONY: help run test check reset messages requirements

help: ## List the targets
	@echo 'make <target> [PORT=8000] [PYTHON=python3.11] [SEARCH=elasticsearch]'
	@sed -n 's/^\([a-z]*\):.*## /  \1|/p' Makefile | while IFS='|' read -r name text; do \
		printf '%-16s%s\n' "$$name" "$$text"; done

run: ## Set up what is missing and serve the site on 127.0.0.1:PORT, with its background worker
	@$(call python,scripts.run)

test: ## Run everything that checks the project (ARGS= goes to pytest)
	@$(call python,scripts.checks --tests)

check: ## Run the quick part: style, types, layers, templates, migrations
	@$(call python,scripts.checks)

reset: ## Remove the database, uploads and all else in var/ (asks, unless YES=1)
	@$(call python,scripts.reset)

messages: ## Gather new texts into locale/ for every language (needs gettext)
	@$(call python,scripts.environment --dev)
	@.venv/bin/python scripts/make_messages.py

requirements: export PATH := $(CURDIR)/.venv/bin:$(PATH)
requirements: ## Pin the packages again, with checksums, from requirements*.in (needs uv)
	@command -v uv >/dev/null 2>&1 || { echo 'This needs uv: .venv/bin/pip install uv' >&2; exit 1; }
	uv pip compile --quiet --generate-hashes --python-version 3.11 requirements.in -o requirements.txt
	uv pip compile --quiet --generate-hashes --python-version 3.11 requirements-dev.in -o requirements-dev.txt
