# Two commands matter: `make run` starts the dashboard, `make test` checks everything.
PYTHON ?= python3
PORT   ?= 8501
MARKS  ?= not slow
WORKERS ?= 2
VENV   := .venv
BIN    := $(VENV)/bin

# How Debian packages may be installed here: the words before apt-get, or "no".
RIGHTS = if [ "$$(id -u)" = 0 ]; then rights="env DEBIAN_FRONTEND=noninteractive"; \
  elif sudo -n true 2>/dev/null; then rights="sudo -n env DEBIAN_FRONTEND=noninteractive"; else rights=no; fi

SECONDS ?= 600

# Where Python is told to keep nothing it compiles, every process of the tests would read the whole source again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run demo-data bench format fuzz kill-test keep-store keep-snapshots mutation test test-all test-quick checks packages outside-files clean
.DELETE_ON_ERROR:

run: $(VENV)/installed
	@test -e data/local/demo.sqlite || { echo "Putting in the made-up demo data (once) ..."; \
	  KPI_STORE= $(BIN)/python cli.py --lang en demo >/dev/null || echo "The demo data did not load; the dashboard starts all the same."; }
	@echo "5S 성과판: http://localhost:$(PORT)  (Ctrl+C stops it)"
	@$(BIN)/python -m streamlit run app.py --server.port $(PORT) --server.headless true --browser.gatherUsageStats false

# The two stamps hold the requirements that were installed: nothing is installed again until they change.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; '$(PYTHON)' is not. Another one: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  package=$$($(PYTHON) -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'); $(RIGHTS); \
	  test "$$rights" = no || ! command -v apt-get >/dev/null || { echo "Installing the Debian package $$package ..."; \
	    $$rights apt-get update -qq && $$rights apt-get install -qq -y --no-install-recommends $$package >/dev/null; } || true; \
	  $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "'$(PYTHON)' cannot make virtual environments. On Debian: apt-get install $$package"; exit 1; }; }
	@echo "Making the virtual environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.txt | $(VENV)/bin/python
	@cmp -s requirements.txt $@ || { echo "Installing what the dashboard needs (once) ..."; \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt; }
	@cp requirements.txt $@

$(VENV)/installed-dev: requirements.txt requirements-dev.txt | $(VENV)/bin/python
	@cat requirements.txt requirements-dev.txt | cmp -s - $@ || { echo "Installing what the checks need (once) ..."; \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt; }
	@cat requirements.txt requirements-dev.txt > $@
	@cp requirements.txt $(VENV)/installed

# Debian's packages for the browser and database tests: installed where that is allowed, else named.
packages:
	@command -v dpkg-query >/dev/null || { echo "Not Debian: the tests need Chromium, a Korean font and PostgreSQL."; exit 0; }; \
	missing=$$(for name in $$(cat packages.txt); do \
	  dpkg-query -W -f='$${db:Status-Status}\n' $$name 2>/dev/null | grep -qx installed || echo $$name; done); \
	test -z "$$missing" && exit 0; \
	$(RIGHTS); if [ "$$rights" = no ]; then \
	  echo "Missing Debian packages:" $$missing; \
	  echo "Install them (apt-get install" $$missing"), or run what needs none: make test-quick"; exit 1; fi; \
	echo "Installing Debian packages:" $$missing; \
	$$rights apt-get update -qq && $$rights apt-get install -qq -y --no-install-recommends $$missing >/dev/null

outside-files:
	@test -n "$$KPI_EXTRA_FILES" || \
	  echo "KPI_EXTRA_FILES is not set: tests that read the real files kept outside the project are not collected."

checks: $(VENV)/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Tests run side by side, all of one file in one process, as they share what it sets up.
PYTEST = $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

test: packages checks outside-files
	$(PYTEST) -m "$(MARKS)"

test-all: packages checks outside-files
	$(PYTEST)
	$(BIN)/python -m tests.mutation

# Changes the statistics in a copy and asks their tests; one module: make mutation MODULES=control
mutation: $(VENV)/installed-dev
	$(BIN)/python -m tests.mutation $(MODULES)

test-quick: checks outside-files
	$(PYTEST) -m "not slow and not browser and not postgresql"

fuzz: $(VENV)/installed-dev
	$(BIN)/python -m tests.loaders.fuzz $(SECONDS)

kill-test: packages $(VENV)/installed-dev
	$(BIN)/python -m tests.data.kill all

keep-store: $(VENV)/installed-dev
	$(BIN)/python -m tests.data.keep_store

keep-snapshots: packages $(VENV)/installed-dev
	KPI_KEEP_SNAPSHOTS=yes $(BIN)/python -m pytest -q tests/pages/test_page_snapshots.py

format: $(VENV)/installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

demo-data: $(VENV)/installed
	$(BIN)/python -m data.demo.make

bench: $(VENV)/installed
	$(BIN)/python -m benchmarks.load_100k

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
