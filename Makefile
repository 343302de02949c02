PYTHON ?= python3.11
BIN := .venv/bin
ifeq ($(OS),Windows_NT)
PYTHON := python
BIN := .venv/Scripts
endif

.PHONY: demo practice test check speed clean

$(BIN)/rehearse: pyproject.toml constraints.txt
	@echo "Installing into .venv: some minutes the first time, 2 to 3 GB on disk."
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[offline,dev]'
	@touch $(BIN)/rehearse

# A folder of its own, so that a voice that is not yours does not enter your history.
demo: export REHEARSE_HOME := $(CURDIR)/.venv/demo
demo: $(BIN)/rehearse
	$(BIN)/rehearse prompt false-trail --answer samples/hesitant-answer.flac
	@echo
	@echo "That was a bundled voice, kept apart from your history. Now you: make practice"

practice: $(BIN)/rehearse
	$(BIN)/rehearse prompt

test: $(BIN)/rehearse
	$(BIN)/python -m pytest

check: $(BIN)/rehearse
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

speed: $(BIN)/rehearse
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[benchmarks]'
	$(BIN)/python benchmarks/commands.py
	$(BIN)/python benchmarks/speed.py

clean:
	rm -rf .venv
