# Everything a person or a machine does with the project; each target sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# A hundred files compiled once are a hundred that no process of a test has to compile again.
unexport PYTHONDONTWRITEBYTECODE
CODE := bot handlers storage coordination playground tests benchmarks

.PHONY: demo run doctor test cover check format messages bench clean

demo: $(VENV)/run.stamp
	$(BIN)/muster demo

run: $(VENV)/run.stamp
	$(BIN)/muster run

doctor: $(VENV)/run.stamp
	$(BIN)/muster doctor

test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -n 4 --dist loadgroup $(OMIT)

# How much of rules and services the tests of these and of whole roads reach: lines and branches, at least 95 %.
COVERED := tests/coordination tests/conformance tests/paths
cover: $(VENV)/dev.stamp
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n 4 --dist loadgroup $(COVERED)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

check: $(VENV)/dev.stamp
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m bot.catalogues check

format: $(VENV)/dev.stamp
	$(BIN)/ruff format $(CODE)
	$(BIN)/ruff check --fix $(CODE)

messages: $(VENV)/dev.stamp
	$(BIN)/python -m tests.messages

bench: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

# The pinned libraries come with hashes; Muster itself is built with the pinned back end.
$(VENV)/run.stamp: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/dev.stamp: requirements-dev.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

clean:
	rm -rf $(VENV) var build dist *.egg-info
