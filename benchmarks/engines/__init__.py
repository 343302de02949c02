"""Whether an engine without torch hears the same: onnxruntime beside the program as it is.

    .venv/bin/pip install -e '.[benchmarks,offline]'
    .venv/bin/python -m benchmarks.engines [--data FOLDER]
    .venv/bin/python -m benchmarks.engines --kept           the tables again, of what was heard
    .venv/bin/python -m benchmarks.engines.encoders         the encoders by themselves, CTranslate2's too
    .venv/bin/python -m benchmarks.engines.sizes            what each engine downloads and takes on disk

The recordings are the project's samples and those of each FOLDER with a truth.json. They are cut into groups;
each group is heard by all engines in turn, each in a process of its own on two threads, so that what else the
machine does meets all of them. What decides is the program's own code in all of them (light.py); only what
computes is another. What was heard is kept under --work and not heard again: delete that after a change.
"""
