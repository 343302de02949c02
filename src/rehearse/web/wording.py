"""What the commands say, for somebody who has pages in place of commands. Pure."""

from __future__ import annotations

import re

_INSTEAD = (
    (r"paste it: rehearse for -", "paste its text"),
    (r", and save that as a text file", ", and paste it"),
    (r", `rehearse history` lists them all", ". The page Takes lists them all"),
    (r"`rehearse for AD.txt` keeps one", "The page Jobs keeps one"),
    (r"`rehearse for` lists them all", "The page Jobs lists them all"),
    (r"`rehearse prompts` lists them all", "The page Questions lists them all"),
    (r" \(`rehearse devices`\)", " with the icon beside the address"),
    (r"`rehearse check` tests it again", "The page Microphone tests it again"),
    (r"`rehearse show \d+` still shows its words", "Its report still shows its words"),
    (r"`rehearse delete \d+` deletes it", "You can delete it under Takes"),
    (r"`rehearse recover` makes them", "the page Takes makes them"),
    (r"those kept by `rehearse config questions`", "those kept under Settings"),
    (r"`rehearse config phrases` lists them", "The page Settings lists them"),
    (r"`rehearse show \d+` makes it", "Its page under Takes makes it"),
    (r"`rehearse show \d+` shows it", "Its page under Takes shows it"),
    (r"`rehearse stories` lists yours", "The page Stories lists yours"),
    (r": `rehearse config learning`", ""),
    (r": `rehearse config phrases add [^`]*`", ", add it under Settings"),
    (r" \(--max-seconds\)", ""),
    (
        r'The microphone "the browser\'s microphone" went away. What you said is kept. '
        "Connect it again before the next take",
        "No more sound came from your browser. What you said until then is kept. "
        "Try the page Microphone before the next take",
    ),
    (r' "the browser\'s microphone"', ""),
    (
        r"Go online once, or run pip install 'rehearse-aloud\[offline\]', or give a file: --model FILE",
        "Go online once and download it under Settings, Models, or choose another one there",
    ),
    (
        r"pip install 'rehearse-aloud\[offline\]' installs the base model",
        "Download it under Settings, Models",
    ),
    (r"the first practice would download it", "the first answer would download it"),
    (
        r"`rehearse check` tests your microphone, `rehearse devices` lists the others",
        "The page Microphone tests yours",
    ),
)


def on_a_page(said: str) -> str:
    """The same, leading to pages."""
    for command, page in _INSTEAD:
        said = re.sub(command, page, said)
    return said
