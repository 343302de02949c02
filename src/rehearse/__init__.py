"""Practise interview answers out loud, and see what you really said."""

import os

__version__ = "0.2.0"

# All are read once, when torch or NumPy is loaded, so they are set before anything can load these.
#
# A thread that has done its share of a sum waits in a loop for the others. Where another program wants
# the core, a video call for one, that loop keeps it from the thread that is waited for, and a report takes
# three times as long. Fewer turns before the thread sleeps cost little where nobody else works, and halve it.
os.environ.setdefault("GOMP_SPINCOUNT", "3000")
# Each length that a text grows to is a shape of its own: oneDNN keeps what it made for the last 1024, 150 MB
# in a long recording, unless told otherwise.
os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "128")
# NumPy reads stories. Its threads wait for each other in such loops too: one alone needs a fifth of the time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
