# Common Ground. `make run` and `make test` each work alone on a fresh machine; see `make help`.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PY := .venv/bin/python
OUT ?= out
# Where the window shows, if somebody said so (QT_QPA_PLATFORM=offscreen make run); the checks need no screen.
CHOSEN_PLATFORM := $(QT_QPA_PLATFORM)
SCREEN := $(DISPLAY)$(WAYLAND_DISPLAY)$(CHOSEN_PLATFORM)$(filter Darwin,$(shell uname -s))
export QT_QPA_PLATFORM ?= offscreen

# Runs $(1); shows what it said only when it failed, else no more than the lines that $(2) picks.
quiet = @log=$$(mktemp); if $(1) >$$log 2>&1; then $(2) $$log; rm -f $$log; else cat $$log; rm -f $$log; exit 1; fi

# A .venv whose Python went away (system upgrade, moved folder) is made again.
$(shell $(PY) -c '' 2>/dev/null || rm -f .venv/.run .venv/.test)

.PHONY: help setup run test lint types contracts unit format torture bench translations lock clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1 /p' $(MAKEFILE_LIST) | while read -r name what; do printf '  make %-12s %s\n' "$$name" "$$what"; done

setup: .venv/.test ## .venv and system libraries, for running and for the checks (run and test do this themselves)
	@:

.venv/.run: requirements.txt installer/setup.sh
	@installer/setup.sh run

.venv/.test: requirements-dev.txt installer/setup.sh
	@installer/setup.sh test
	@touch .venv/.run

run: .venv/.run ## the window on a demo office in OUT=out, or on OFFICE=folder; without a screen a session is played in it
ifeq ($(SCREEN),)
	@echo "There is no screen here, so a session is played in the window unseen. With a screen this opens the window."
	@$(PY) -m desktop walkthrough --out $(OUT)
else
	@$(if $(OFFICE),true,test -d $(DEMO) || { $(make_demo); })
	@QT_QPA_PLATFORM='$(CHOSEN_PLATFORM)' $(PY) -m desktop '$(or $(OFFICE),$(DEMO))'
endif

DEMO = $(OUT)/demo-office
# Made under another name first: an interrupted one is made again.
make_demo = echo "Making a demo office in $(DEMO) (once)"; rm -rf $(DEMO).part; mkdir -p $(OUT); \
  echo 'orchard lamps on alder street' > $(OUT)/demo-passphrase.txt; \
  $(PY) -m desktop demo $(DEMO).part --passphrase-file $(OUT)/demo-passphrase.txt --show-passphrase >/dev/null \
  && mv $(DEMO).part $(DEMO)

test: lint types contracts unit ## everything that must be green: format, lint, types, import contracts, tests

lint: .venv/.test ## format and lint (ruff)
	$(call quiet,$(PY) -m ruff format --check --quiet --diff .,true)
	$(call quiet,$(PY) -m ruff check --quiet .,true)

types: .venv/.test ## strict types (mypy)
	$(call quiet,$(PY) -m mypy --no-error-summary,true)

contracts: .venv/.test ## which folder may import which (import-linter)
	$(call quiet,$(PY) .venv/bin/lint-imports,true)

unit: .venv/.test ## the tests alone (T="tests/models -k name" picks some)
	$(if $(T),$(call quiet,$(PY) -m pytest -q -n 2 $(T),tail -n 1),$(call quiet,$(PY) -m pytest -q -n 2 -m '$(USUAL) and not alone',tail -n 1))
	$(if $(T),,$(call quiet,$(PY) -m pytest -q -n 0 -m '$(USUAL) and alone' tests/journeys,tail -n 1))
USUAL = not torture and not bench

format: .venv/.test ## rewrite the code into the agreed form
	@$(PY) -m ruff format --quiet . && $(PY) -m ruff check --quiet --fix .

torture: .venv/.test ## long proofs: power cuts, hostile files, long random histories
	@$(PY) -m pytest -q -n 2 -m torture tests

bench: .venv/.test ## measurements
	@$(PY) -m tests.benchmarks

translations: .venv/.test ## gather and compile the phrases of paper and window, and say what is missing
	@$(PY) -m installer.translations

lock: .venv/.test ## renew requirements*.txt from pyproject.toml (newest allowed versions, with hashes)
	@rm -f requirements.txt requirements-dev.txt
	@$(LOCK) -o requirements.txt
	@$(LOCK) --group dev -c requirements.txt -o requirements-dev.txt
LOCK = $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
  --no-emit-index-url --custom-compile-command 'make lock' pyproject.toml

clean: ## remove .venv, caches and results
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist *.egg-info $(OUT)
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
