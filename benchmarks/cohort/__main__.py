"""What `rehearse cohort` costs and survives: engines with a stand-in ear, the page of thousands, real files.

    python -m benchmarks.cohort engines --jobs 10000 --kills 20    results alike, none lost, none twice
    python -m benchmarks.cohort overhead                           of each engine per job, from 100 to 10,000
    python -m benchmarks.cohort page --takes 3000                  how soon the page over all opens; axe
    python -m benchmarks.cohort files --count 300 FOLDER           real files beside one `rehearse analyze`

The first three take minutes, the last an hour on two cores. Times are of the machine that it runs on.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks.cohort import engines, page, real


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    what = parser.add_subparsers(dest="what", required=True)
    killed = what.add_parser("engines")
    killed.add_argument("--jobs", type=int, default=10_000)
    killed.add_argument("--kills", type=int, default=20)
    costs = what.add_parser("overhead")
    costs.add_argument("--most", type=int, default=10_000)
    opened = what.add_parser("page")
    opened.add_argument("--takes", type=int, default=3_000)
    heard = what.add_parser("files")
    heard.add_argument("--count", type=int, default=300)
    heard.add_argument("folder", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.what == "engines":
            engines.with_kills(Path(folder), count=given.jobs, kills=given.kills)
        elif given.what == "overhead":
            engines.overhead(Path(folder), most=given.most)
        elif given.what == "page":
            page.opening(Path(folder), takes=given.takes)
        else:
            real.beside_analyze(given.folder, count=given.count)


if __name__ == "__main__":
    main()
