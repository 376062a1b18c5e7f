# Everything runs in a virtual environment of its own; a fresh machine needs Python (3.11 or later), git and make.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check eval bench coverage fuzz lowest audit mutants lock clean

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

coverage: .venv/dev ## branch coverage for each module; fails below 95 %. Hostile pages and the like take too long traced
	$(BIN)/python -m coverage erase
	$(BIN)/python -m coverage run -m pytest -q -n auto --dist worksteal -m "not costly"
	$(BIN)/python -m coverage combine -q
	$(BIN)/python -m coverage report --skip-covered

fuzz: .venv/dev ## each stage for a while with inputs that coverage guides (Linux, Python 3.11 to 3.13)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/fuzz.txt
	$(BIN)/python fuzz --seconds 60

lowest: .venv/dev ## the tests of what touches dependencies, with the lowest versions of them that we allow
	$(BIN)/python scripts/lowest.py

audit: .venv/dev ## known vulnerabilities of what we depend on; needs a registry that knows them
	$(BIN)/python -m uv tool run pip-audit --disable-pip --no-deps --requirement requirements/run.txt

mutants: .venv/dev ## whether the tests notice a change in facts/, on a sample; docs/testing.md has the share they do not
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/mutants.txt
	$(BIN)/python scripts/mutants.py

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
