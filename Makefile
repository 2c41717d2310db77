# Works from a fresh clone with python3 (3.11 or later), its venv module and GNU make. `make` alone lists the targets.

PYTHON = python3
BIN = .venv/bin
SHELL = /bin/sh
.DEFAULT_GOAL = help
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-print-directory --no-builtin-rules

export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_NO_INPUT = 1
PIP = $(BIN)/python -m pip -qq
PIN = --generate-hashes --strip-extras --allow-unsafe --upgrade --quiet --no-header \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links

.PHONY: help
help:
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

.PHONY: dev
dev: .venv/made  ## set up .venv with everything pinned in requirements.lock
	@:

.venv/made: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo 'schoolstd needs Python 3.11 or later; name one: make PYTHON=python3.12 $(MAKECMDGOALS)' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo 'Python lacks its venv module; on Debian and Ubuntu: apt-get install python3-venv' >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src
	@touch $@
	@echo 'Ready: $(BIN)/schoolstd --help'

.PHONY: demo
demo: dev  ## check an example school that has gaps; then the batches of a district of eight
	@$(BIN)/schoolstd check examples/junior-gaps/school.xlsx --fail-on never
	@echo
	@$(BIN)/schoolstd batch examples/district/材料 --registry examples/district/名册.xlsx --as-of 2018-09-28 || \
		test $$? -eq 2  # one of the eight has handed in a damaged file

.PHONY: demo-district
demo-district: dev  ## a district of sixty made-up schools to one summary workbook
	@rm -rf .venv/demo-district
	@$(BIN)/python examples/many.py .venv/demo-district
	@$(BIN)/schoolstd district .venv/demo-district/收齐 --registry .venv/demo-district/名册.xlsx --as-of 2018-09-28 \
		--visits 3 -o .venv/demo-district/汇总.xlsx; [ $$? -eq 2 ]  # two of the files are broken
	@ls .venv/demo-district/汇总.xlsx

.PHONY: format
format: dev  ## format the code, and mend what ruff can mend safely
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .

.PHONY: lint
lint: dev  ## ruff, mypy and the layers of imports
	@failed=0; \
	$(BIN)/ruff check --quiet . || failed=1; \
	$(BIN)/ruff format --check . || failed=1; \
	$(BIN)/mypy || failed=1; \
	$(BIN)/lint-imports --no-logo || failed=1; \
	exit $$failed

.PHONY: test
test: dev  ## the tests; T=path for some of them, K=words to choose by name
	@$(BIN)/python -m pytest $(T) $(if $(K),-k '$(K)')

.PHONY: lowest
lowest: dev  ## the tests with the lowest packages that pyproject.toml allows; with the oldest Python that is supported
	@set -e; lowest=$$(mktemp -d); trap 'rm -rf "$$lowest"' EXIT; python3.11 -m venv "$$lowest"; \
	$(BIN)/python tests/lowest.py >"$$lowest"/constraints; \
	"$$lowest"/bin/python -m pip -qq install -c "$$lowest"/constraints pytest hypothesis jsonschema lxml html5lib markdown-it-py \
		'python-calamine>=0.4' 'dask[distributed]' fsspec pyarrow hatchling; \
	"$$lowest"/bin/python -m pip -qq install -c "$$lowest"/constraints .; \
	PYTHONPATH=src "$$lowest"/bin/python -m pytest -q $(T)

.PHONY: catalog
catalog: dev  ## every catalog, every case in it
	@set -e; for head in indicators/*/catalog.yaml; do \
		$(BIN)/schoolstd indicators lint --catalog "$$(basename "$$(dirname "$$head")")"; done

.PHONY: readme
readme: dev  ## what the README says of commands and options is so
	@$(BIN)/python -m pytest tests/test_readme.py

.PHONY: check
check: lint test catalog readme  ## all of the four above

.PHONY: examples
examples: dev  ## make the example workbooks and their expected reports anew
	@$(BIN)/python examples/make.py
	@$(BIN)/python examples/district/make.py
	@$(BIN)/python examples/district-office/make.py

.PHONY: build
build: dev  ## wheel and source archive into dist/
	@rm -rf dist
	@$(BIN)/python -m build --no-isolation . >.venv/build.log 2>&1 || { cat .venv/build.log >&2; exit 1; }
	@ls dist/*

.PHONY: bench
bench: dev .venv/bench  ## measure time and memory, beside frictionless
	@$(BIN)/python bench/bench.py

.PHONY: bench-district
bench-district: dev .venv/bench  ## measure the run over 1,300 workbooks beside a bare calamine loop; takes minutes
	@$(BIN)/python bench/district.py --growth

.venv/bench: requirements-bench.lock .venv/made
	@$(PIP) install --require-hashes -r requirements-bench.lock
	@touch $@

.PHONY: lock
lock:  ## pin the newest packages in requirements*.lock; with the oldest Python that is supported
	@set -e; tools=$$(mktemp -d); trap 'rm -rf "$$tools"' EXIT; export PIP_CONFIG_FILE=/dev/null; \
	python3.11 -m venv "$$tools"; \
	"$$tools"/bin/python -m pip --quiet install pip-tools; \
	"$$tools"/bin/pip-compile $(PIN) --extra dev -o requirements.lock pyproject.toml; \
	"$$tools"/bin/pip-compile $(PIN) --extra bench -c requirements.lock -o requirements-bench.lock pyproject.toml; \
	for lock in requirements.lock requirements-bench.lock; do \
		{ echo '# CPython 3.11 to 3.14, Linux and macOS. Written by `make lock`: change pyproject.toml, not this.'; echo; \
		cat $$lock; } >"$$tools"/lock; cp "$$tools"/lock $$lock; done

.PHONY: audit
audit:  ## ask the public database of advisories about the packages in requirements*.lock; takes a network
	@set -e; tools=$$(mktemp -d); trap 'rm -rf "$$tools"' EXIT; $(PYTHON) -m venv "$$tools"; \
	"$$tools"/bin/python -m pip -qq install pip-audit; \
	for lock in requirements.lock requirements-bench.lock; do \
		"$$tools"/bin/pip-audit --strict --disable-pip --require-hashes -r $$lock; done

.PHONY: clean
clean:  ## remove all that make has made, .venv too
	@rm -rf .venv dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find bench examples src tests -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
