# Everything runs in a virtual environment of its own; a fresh machine needs Python (3.11 or later), git and make.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check eval bench lock clean

demo: .venv/run ## parse the example pages and show their records
	@$(BIN)/osce-extract parse tests/fixtures/dev-text-01.txt tests/fixtures/dev-plain-01.txt | $(BIN)/python -m json.tool --json-lines --no-ensure-ascii

test: .venv/dev ## the whole test suite
	$(BIN)/python -m pytest -n auto --dist worksteal

check: .venv/dev ## lint, format, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

eval: .venv/dev ## how right the facts are, on the fixtures; fails when a figure falls below its floor
	$(BIN)/python evaluation

bench: .venv/dev ## speed and memory, against the floor and against what people use today
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/bench.txt
	$(BIN)/python bench

lock: .venv/dev ## resolve the dependencies anew
	$(BIN)/python scripts/lock.py

clean:
	rm -rf .venv dist build

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "osce-extract needs Python 3.11 or later; try make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv

.venv/run: requirements/run.txt pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

.venv/dev: requirements/dev.txt .venv/run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/dev.txt
	@touch $@
