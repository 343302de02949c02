"""Whether the report says nothing of what was told where it could not hear, and does judge where it could.

    .venv/voices/bin/python -m benchmarks.unheard.speak FOLDER      some 500 recordings, a quarter of an hour
    .venv/bin/python -m benchmarks.unheard FOLDER                   hears them once, and judges them

The voices are those of `make accuracy`, whose environment also needs espeak-ng, flite and ffmpeg.
"""
