"""Write the everyday words of English down, from wordfreq's list."""

from __future__ import annotations

import re
from pathlib import Path

from wordfreq import get_frequency_dict, zipf_frequency

SINCE_ZIPF = 3.3
"""Two in a million words."""
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
LIST = Path(__file__).parents[2] / "src/rehearse/analysis/common_words.txt"


def main() -> None:
    """The words as rehearse cuts them, the most frequent first."""
    known = sorted(get_frequency_dict("en").items(), key=lambda one: (-one[1], one[0]))
    common = [word for word, _ in known if WORD.fullmatch(word) and zipf_frequency(word, "en") >= SINCE_ZIPF]
    LIST.write_text("\n".join(common) + "\n", encoding="utf-8")
    print(f"{len(common):,} words in {LIST.name}")


if __name__ == "__main__":
    main()
