"""How easy the program's own English is to read, and the README's and the docs'.

    .venv/bin/python -m benchmarks.plain_english

Collects every sentence that a person reads from the source, without running it: what stands in strings of the
rooms that print, in messages of errors anywhere, in the help of commands, and in the templates of pages. What
is put into a sentence later counts as a word of one syllable, a command or an option too. Questions are no
part of it. Prints Flesch's reading ease (textstat; 60 to 70 is plain English, 90 what a child of eleven
reads), the mean words of a sentence, and the hardest sentences; then what codespell finds. Nothing is judged.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import textstat

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "rehearse"
PRINTED = ("words", "screen", "cli", "practice", "takes", "page", "exchange")
"""Rooms whose strings are read, if they are sentences."""
ADVICE = ("advice.py", "other_advice.py", "unheard.py", "progress.py", "summary.py")
"""Modules of the analysis whose strings are read as well."""
DATA = ("languages.py", "html.py")
"""Modules that hold names and policies."""
WORD = "this"
"""Stands for what is put into a sentence later."""
FEWEST_WORDS = 3
"""Of what counts as a sentence."""
SPELLED = ("src", "prompts", "docs", "README.md", "CONTRIBUTING.md", "CHANGELOG.md")
HARDEST, FEWEST_WORDS_OF_HARD = 10, 6


def program() -> Iterator[str]:
    """Every sentence of the program."""
    for path in sorted(SOURCE.rglob("*.py")):
        room = path.relative_to(SOURCE).parts[0]
        tree = ast.parse(path.read_text(encoding="utf-8"))
        is_printed = room in PRINTED or (room == "analysis" and path.name in ADVICE)
        is_printed &= path.name not in DATA
        yield from _help(tree) if room == "cli" else ()
        for node in [tree] if is_printed else _raised(tree):
            yield from _texts(node, _docstrings(tree))
    for page in sorted(SOURCE.rglob("*.html")):
        yield from _of_template(page.read_text(encoding="utf-8"))


def _help(tree: ast.AST) -> Iterator[str]:
    """The docstrings of commands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any(
            re.search(r"\.(command|group)\(", ast.unparse(one)) for one in node.decorator_list
        ):
            said = (ast.get_docstring(node) or "").replace("\b", "").split("Example:")[0]
            yield from said.split("\n\n")


def _raised(tree: ast.AST) -> Iterator[ast.AST]:
    """The calls that make errors of ours."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and re.fullmatch(r"(?!Value|OS|Type)\w+Error", ast.unparse(node.func)):
            yield node


def _docstrings(tree: ast.AST) -> set[int]:
    """The strings that say something about code and not to a person, by their identity."""
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def _texts(node: ast.AST, left_out: set[int]) -> Iterator[str]:
    """What stands in strings, those with placeholders as a whole."""
    if id(node) in left_out:
        return
    if isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else WORD for part in node.values)
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                yield from _texts(part.value, left_out)
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, str) and not re.search(r"[\\^$|]|\(\?", node.value):
            yield node.value
    elif not (isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.")):
        for child in ast.iter_child_nodes(node):
            yield from _texts(child, left_out)


def _of_template(text: str) -> Iterator[str]:
    text = re.sub(r"(?s)<(style|script)\b.*?</\1>|{%.*?%}|{#.*?#}", "\n", text)
    text = re.sub(r"(?s){{.*?}}", WORD, text)
    yield from re.split(r"<[^>]*>", text)


def document(path: Path) -> Iterator[str]:
    """Every sentence of a Markdown file, without code and tables."""
    text = re.sub(r"(?s)```.*?```", "", path.read_text(encoding="utf-8"))
    lines = [line for line in text.split("\n") if not re.match(r"    |\t|\s*\||#|!\[", line)]
    for paragraph in re.split(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.) )", "\n".join(lines)):
        yield re.sub(r"\[([^]]*)\]\([^)]*\)|[*_#>]|^\s*- ", r"\1", paragraph)


def sentences(texts: Iterable[str]) -> list[str]:
    """Each once, in order, with a full stop; commands, options, paths and placeholders are a word."""
    found: dict[str, None] = {}
    for text in texts:
        text = re.sub(r"`[^`]*`|\{[^}]*\}|(?<!\w)--?\w[\w-]*|\S*/\S*|\brehearse \w+ ID\b", WORD, text)
        for said in re.split(r"(?<=[.!?])[\"')]*\s+(?=\S)", " ".join(text.split())):
            words = re.findall(r"[^\W_][\w'’-]*", said)
            if len(words) >= FEWEST_WORDS and sum(word.islower() for word in words) >= FEWEST_WORDS - 1:
                found.setdefault(said.rstrip(" .:;,") + ".")
    return list(found)


def ease(text: str) -> float:
    """Flesch's reading ease."""
    return float(textstat.flesch_reading_ease(text))


def show(name: str, texts: Iterable[str]) -> None:
    """Print how easy texts are, and their hardest sentences."""
    said = sentences(texts)
    words = [len(one.split()) for one in said]
    print(
        f"\n{name}: {len(said)} sentences, {sum(words)} words, "
        f"{sum(words) / len(said):.1f} words a sentence, reading ease {ease(' '.join(said)):.1f}"
    )
    hard = (one for one, count in zip(said, words, strict=True) if count >= FEWEST_WORDS_OF_HARD)
    for one in sorted(hard, key=ease)[:HARDEST]:
        print(f"  {ease(one):6.1f}  {one}")


def main() -> None:
    show("program", program())
    show("README", document(ROOT / "README.md"))
    show("docs", (text for path in sorted((ROOT / "docs").glob("*.md")) for text in document(path)))
    show("CONTRIBUTING", document(ROOT / "CONTRIBUTING.md"))
    print("\ncodespell:", flush=True)
    subprocess.run([Path(sys.executable).with_name("codespell"), *SPELLED], cwd=ROOT, check=False)


if __name__ == "__main__":
    main()
