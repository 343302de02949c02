PYTHON ?= python3.11
BIN := .venv/bin
ifeq ($(OS),Windows_NT)
PYTHON := python
BIN := .venv/Scripts
endif

.PHONY: demo test check clean

$(BIN)/rehearse: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[offline,dev]'
	@touch $(BIN)/rehearse

demo: $(BIN)/rehearse
	$(BIN)/rehearse analyze samples/hesitant-answer.flac

test: $(BIN)/rehearse
	$(BIN)/python -m pytest

check: $(BIN)/rehearse
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

clean:
	rm -rf .venv
