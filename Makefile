# SPDX-License-Identifier: AGPL-3.0-or-later
# The two commands of the README: make demo, make test. Both set up what they need.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
SAMPLES := assets/samples
SAMPLE := $(SAMPLES)/hanji-white-paper.hwp
CATALOGUE := assets/locale/ko/LC_MESSAGES/hanji.po
# Byte code is kept whatever the environment says: workers and commands of the tests start often.
PYTEST := PYTHONDONTWRITEBYTECODE= QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest
# One more than there are cores, for some tests wait for processes of their own.
WORKERS := $(shell cores=$$(getconf _NPROCESSORS_ONLN || echo 1); echo $$((cores < 3 ? cores + 1 : 4)))
PARALLEL := -n $(WORKERS) --dist worksteal

CORPORA := ../shared/corpus
CORPUS := $(CORPORA)/hwp

.PHONY: help demo test test-slow ace readers fuzz fuzz-guided golden lint messages locks clean \
	manual-pictures test-windows package-windows try-package-windows package-deb try-package-deb build-twice

help:
	@echo "make demo       convert the samples into ./out"
	@echo "make test       linters, types, import contracts, fast tests"
	@echo "make test-slow  the tests that take minutes: acceptance over the corpus, batches, EPUBCheck;"
	@echo "                properties with many more examples"
	@echo "make ace        install Ace by DAISY into .ace, for the tests of accessibility"
	@echo "make readers    install foliate-js and epub.js into .readers, for the tests of pages"
	@echo "make fuzz       convert 2,000 damaged documents (COUNT=, SEED=, FORMAT=)"
	@echo "make fuzz-guided  let atheris look for new paths through one reader or importer (TARGET=, SECONDS=)"
	@echo "make golden     write the expected results of tests/golden anew"
	@echo "make manual-pictures  photograph the window for the manual, in both languages"
	@echo "make messages   bring the Korean catalogue up to date"
	@echo "make test-windows         the tests that Windows changes, on Windows' own Python under Wine (root)"
	@echo "make package-windows      installer, MSI and portable ZIP for Windows, in ./dist"
	@echo "make try-package-windows  install, use and remove them under Wine (root)"
	@echo "make package-deb          package for Debian and Ubuntu and a tar, in ./dist (DEB_PYTHON=3.11)"
	@echo "make try-package-deb      install, use and remove them in a clean Debian (root)"
	@echo "make build-twice          build all packages in two clean copies and compare their bytes"
	@echo "make locks      write the lock files again (needs uv)"

# ------------------------------------------------------------ setting up

# The stamps are files, so that nothing is installed twice; a changed lock installs again.
.venv/.run: requirements-build.lock requirements.lock pyproject.toml .ci/setup
	PYTHON=$(PYTHON) .ci/setup run
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) install --no-deps --require-hashes -r requirements-build.lock
	$(PIP) install --no-deps --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

.venv/.test: .venv/.run requirements-dev.lock
	PYTHON=$(PYTHON) .ci/setup test
	$(PIP) install --no-deps --require-hashes -r requirements-dev.lock
	touch $@

# ------------------------------------------------------------ the two commands

demo: .venv/.run
	@$(BIN)/hanji convert $(SAMPLES) --out out --report out/report.json
	@echo
	@$(BIN)/hanji inspect $(SAMPLE)

test: .venv/.test lint
	$(PYTEST) -m "not slow" $(PARALLEL)

test-slow: .venv/.test
	$(PYTEST) -m "slow or hypothesis" --hypothesis-profile=thorough -rs $(PARALLEL)

ace:
	.ci/ace

readers:
	.ci/readers

COUNT ?= 2000
SEED ?= 1
FORMAT ?= hwp
fuzz: .venv/.test
	$(BIN)/python -m tests.fuzz.run $(CORPORA)/$(FORMAT) --format $(FORMAT) --count $(COUNT) --seed $(SEED)

TARGET ?= hwp
SECONDS ?= 600
fuzz-guided: .venv/.test
	$(PIP) install --no-deps --require-hashes -r requirements-fuzz.lock
	$(BIN)/python -m tests.fuzz.guided $(TARGET) --seconds $(SECONDS) --seeds $(CORPORA)

golden: .venv/.test
	$(PYTEST) tests/golden --update-golden

lint: .venv/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/vulture

# ------------------------------------------------------------ Windows

test-windows: .venv/.test
	.ci/setup windows
	packaging/windows/lab setup
	packaging/windows/lab suite

package-windows: .venv/.run
	.ci/setup windows
	PYTHONHASHSEED=0 QT_QPA_PLATFORM=offscreen $(BIN)/python packaging/windows/build_package.py

try-package-windows: package-windows .venv/.test
	packaging/windows/lab setup
	packaging/windows/try_package

# ------------------------------------------------------------ Linux

# Debian 12 has Python 3.11, Ubuntu 24.04 has 3.12, Debian 13 has 3.13.
DEB_PYTHON ?= 3.11
DEB_SUITE := $(if $(filter 3.13,$(DEB_PYTHON)),trixie,bookworm)
package-deb: .venv/.run
	$(BIN)/python packaging/linux/build_package.py --python $(DEB_PYTHON)

# This commit, built in two clean copies: the same bytes.
build-twice: .venv/.run
	.ci/setup windows
	packaging/build_twice linux --python $(DEB_PYTHON)
	packaging/build_twice windows

try-package-deb: package-deb
	packaging/linux/try_package dist $(DEB_SUITE)

# ------------------------------------------------------------ now and then

messages: .venv/.test
	$(BIN)/pybabel -q extract --keywords "tr mark trn:1,2 markn:1,2" --no-location --sort-output \
		--output build-messages.pot app converters
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --no-wrap --ignore-pot-creation-date \
		--input-file build-messages.pot --output-file $(CATALOGUE) --locale ko
	$(BIN)/pybabel -q compile --input-file $(CATALOGUE) --output-file $(CATALOGUE:.po=.mo) --locale ko
	rm -f build-messages.pot

manual-pictures: .venv/.test
	$(BIN)/python -m tests.walks.manual_pictures

UV := uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-header --no-annotate
locks:
	$(UV) pyproject.toml -o requirements.lock
	$(UV) pyproject.toml --extra cluster -o requirements-cluster.lock
	$(UV) pyproject.toml --extra cluster --group dev -o requirements-dev.lock
	$(UV) --group fuzz -o requirements-fuzz.lock
	printf 'hatchling>=1.27\neditables>=0.5\n' | $(UV) - -o requirements-build.lock

clean:
	rm -rf .venv .ace .readers out build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
