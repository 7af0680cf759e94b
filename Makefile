# The two commands of the README are `make run` and `make test`; CI and people call the same targets.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check
PUBLIC_PORT ?= 8501
INTERNAL_PORT ?= 8502
SOURCE ?=
# What has been compiled is kept, whatever the shell says: a server starts in half the time, and the tests start many.
unexport PYTHONDONTWRITEBYTECODE

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(VENV)/.installed  ## make .venv with what the dashboard needs

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || { echo "Python 3.11 or newer is needed; '$(PYTHON)' is missing or older. Name one with: make PYTHON=python3.11 …"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || tests/ensure_packages.sh $(notdir $(PYTHON))-venv
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.made requirements.txt
	@echo "Installing the dashboard's packages into $(VENV) …"
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.txt
	@echo "Installing the tests' packages into $(VENV) …"
	@$(PIP) -r requirements-dev.txt
	@touch $@

$(VENV)/.installed-spark: $(VENV)/.made requirements-spark.txt
	@echo "Installing Spark's packages into $(VENV) …"
	@$(PIP) -r requirements-spark.txt
	@touch $@

run: setup  ## serve the public view of the register (8501) and the internal view of the sample (8502)
	@$(PY) -m smart_tokyo.commands.run --public-port $(PUBLIC_PORT) --internal-port $(INTERNAL_PORT) $(if $(SOURCE),--source "$(SOURCE)")

lint: $(VENV)/.installed-dev  ## ruff and mypy
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy

test: $(VENV)/.installed-dev  ## lint, types, tests, a walk over the internal view and a day in a real browser
	@tests/ensure_packages.sh chromium fonts-noto-cjk
	@mkdir -p var
	@$(MAKE) --no-print-directory lint > var/lint.txt 2>&1 & lint=$$!; \
	  $(PY) -m pytest -n 3 --no-loadscope-reorder; tests=$$?; \
	  wait $$lint || { cat var/lint.txt >&2; exit 1; }; exit $$tests

test-heavy: $(VENV)/.installed-dev $(VENV)/.installed-spark  ## what takes long: other walks, Firefox, servers, networks, kills, whole stores, Spark
	@tests/ensure_packages.sh chromium curl firefox-esr fonts-noto-cjk iproute2 java logrotate nginx openssl systemd
	@$(PY) -m pytest -m heavy -n 3

format: $(VENV)/.installed-dev  ## write the code in the one format
	@$(VENV)/bin/ruff check --fix .
	@$(VENV)/bin/ruff format .

bench: $(VENV)/.installed-dev  ## how fast it is, against its targets and its peers (docs/performance.md); ONLY="--only sessions" for a part
	@$(PIP) -r benchmarks/requirements.txt
	@tests/ensure_packages.sh chromium fonts-noto-cjk
	@$(PY) -m benchmarks $(ONLY)

screenshots: $(VENV)/.installed-dev  ## every page as a picture into var/screenshots; ONLY="--page map --theme dark" for some
	@tests/ensure_packages.sh chromium fonts-noto-cjk
	@$(PY) -m tests.browser.screenshots $(ONLY)

pictures: $(VENV)/.installed-dev  ## the README's pictures, from the sample, into docs/pictures
	@tests/ensure_packages.sh chromium fonts-noto-cjk
	@$(PY) -m tests.browser.screenshots --readme

words: $(VENV)/.installed-dev  ## bring the catalogues in smart_tokyo/locale up to the texts of the code, and docs/glossary.md
	@$(PY) -m tests.catalogue
	@$(PY) -m tests.glossary

wheels: var/wheels/SHA256SUMS  ## the dashboard's packages as files, for a closed network (docs/operating.md)

var/wheels/SHA256SUMS: $(VENV)/.made requirements.txt
	@rm -rf var/wheels
	@$(PY) -m pip download --quiet --disable-pip-version-check --only-binary=:all: -r requirements.txt -d var/wheels
	@cd var/wheels && sha256sum *.whl > SHA256SUMS

clean:  ## remove .venv and everything built
	@rm -rf $(VENV) var

.PHONY: help setup run lint test test-heavy format bench screenshots pictures words wheels clean
