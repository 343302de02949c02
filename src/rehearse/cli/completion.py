"""`rehearse completion`: the lines that have a shell complete what is typed after `rehearse`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from rehearse.cli.showing import print_document, say

SWITCHED_ON = {
    "bash": "rehearse completion bash >> ~/.bashrc",
    "zsh": "rehearse completion zsh >> ~/.zshrc",
    "fish": "rehearse completion fish > ~/.config/fish/completions/rehearse.fish",
}
"""What somebody types once, for each shell."""


@click.command()
@click.argument("shell", required=False, type=click.Choice([*SWITCHED_ON]), metavar="[bash|zsh|fish]")
def completion(shell: str | None) -> None:
    """Complete commands, options, questions and takes when you press Tab.

    \b
    Type the line for your shell once, then open a new terminal:
             rehearse completion bash >> ~/.bashrc
             rehearse completion zsh >> ~/.zshrc
             rehearse completion fish > ~/.config/fish/completions/rehearse.fish
    """
    if shell is None:
        say("Type the line for your shell once, then open a new terminal:")
        for name, line in SWITCHED_ON.items():
            say(f"  {name:6}{line}")
        return
    print_document(Path(__file__).with_name(f"completion.{shell}").read_text(encoding="utf-8"))
    if sys.stdout.isatty():
        say(f"# To switch it on, type: {SWITCHED_ON[shell]}", err=True)
