"""The takes a user has recorded, kept in one SQLite file: words and spans, never verdicts.

Conclusions are computed anew from what was heard, so a better analysis improves old takes. This
package does not decide where the history lies, does not read or write sound, and judges nothing.
"""

from rehearse.history.takes import History, Listed, open_history

__all__ = ["History", "Listed", "open_history"]
