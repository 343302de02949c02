"""The page of a take as text: what is in it, and that nothing a user wrote becomes markup."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from rehearse.analysis import analyse
from rehearse.model.heard import Heard, Word
from rehearse.page.player import PageAudio, embedded
from rehearse.page.take_page import About, page
from saying import say, write

AUDIO = PageAudio(embedded(b"sound", "audio/mp4"), (0.1, 0.9, 0.4))
ANSWER = "So [um] last spring our server stopped. (2.5) I [uh] like, restarted it <um> myself. It held."
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></script><b>",
    "{{ 7 * 7 }} {% raw %}",
    "javascript:alert(1)",
    "\u202eright to left\u202c",
    "\N{PILE OF POO} \u0000 \u001b[31m",
)


class Elements(HTMLParser):
    """All elements with their attributes, and the text between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def made(heard: Heard, *, title: str = "Take 1", audio: PageAudio | None = AUDIO) -> str:
    return page(analyse(heard), About(title, "Take 1, 2025-03-01 12:00", take=1), audio=audio)


def test_every_filler_has_a_button_with_its_time() -> None:
    elements = Elements(made(say(ANSWER)))
    buttons = [
        attributes
        for tag, attributes in elements.found
        if tag == "button" and attributes.get("class") == "um"
    ]
    pauses = analyse(say(ANSWER)).fillers.filled_pauses
    assert [button["data-t"] for button in buttons] == [
        f"{one.span.start_s:.2f}" for one in pauses if one.span
    ]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_a_user_wrote_is_text(hostile: str) -> None:
    plain, attacked = (
        Elements(made(Heard(words=tuple(map(Word, (text, "So", "I", "fixed", "it.")))), title=text))
        for text in ("Harmless", hostile)
    )
    assert attacked.found == plain.found
    assert not any(name.startswith("on") for _, attributes in attacked.found for name in attributes)


def test_nothing_may_be_fetched() -> None:
    html = made(say(ANSWER))
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy.startswith("default-src &#39;none&#39;; media-src data:;")
    assert "unsafe" not in policy
    addresses = [
        value
        for tag, attributes in Elements(html).found
        for name, value in attributes.items()
        if name in ("src", "href", "action", "srcset", "poster", "data") and tag != "path"
    ]
    assert [address for address in addresses if not (address or "").startswith("data:")] == []


def test_without_audio_nothing_offers_to_play() -> None:
    elements = Elements(made(say(ANSWER), audio=None))
    assert not any(tag == "audio" for tag, _ in elements.found)
    assert not any("data-t" in attributes for tag, attributes in elements.found if tag in ("button", "span"))
    assert "wave" in {attributes.get("id") for _, attributes in elements.found}


def test_written_answer_has_neither_audio_nor_waveform() -> None:
    elements = Elements(made(write("So I fixed it. It held."), audio=None))
    assert "audio" not in {tag for tag, _ in elements.found}
    assert "wave" not in {attributes.get("id") for _, attributes in elements.found}
    assert "It held." in " ".join(elements.text.split())


def test_empty_recording_says_what_to_do() -> None:
    assert "Over time" not in made(Heard(words=(), duration_s=4.0), audio=None)
    assert "No speech was found in 4 s of audio." in made(Heard(words=(), duration_s=4.0))


def test_what_could_not_be_heard_is_said_on_top() -> None:
    told = say(ANSWER)
    unlikely = replace(told, words=tuple(replace(word, probability=0.2) for word in told.words))
    text = " ".join(Elements(made(unlikely)).text.split())
    assert "Too many words were unclear" in text.partition("What you said")[0]
    assert "The story" not in text and "Too many words" not in " ".join(Elements(made(told)).text.split())


def test_a_million_characters_are_shown() -> None:
    assert "x" * 1_000_000 in made(write("x" * 1_000_000))
