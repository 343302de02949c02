"""An answer prepared for all that is measured of it: each part is made where it is first asked for, once.
Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from rehearse.analysis.clauses import clauses
from rehearse.analysis.hesitation_words import backchannels, hesitations
from rehearse.analysis.sentences import sentence_ranges
from rehearse.analysis.words import Token, matched, normal, silences
from rehearse.model.heard import Heard, Located, Span, Stretch, Word


class Answer:
    """What was heard, with its words looked at: every measure takes it."""

    def __init__(self, heard: Heard) -> None:
        self.heard = heard
        self.words = heard.words
        self._tokens: dict[tuple[int, int], list[Token]] = {}

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Each word as `normal` gives it."""
        return tuple(normal(word.text) for word in self.words)

    @cached_property
    def filled(self) -> tuple[bool, ...]:
        """Of each word whether it is a sound of hesitation."""
        return hesitations([word.text for word in self.words], in_company=bool(self.heard.others))

    @cached_property
    def backchannels(self) -> tuple[Span, ...]:
        """When the words say "mm-hmm" or "uh huh", in order."""
        said = backchannels([word.text for word in self.words], in_company=bool(self.heard.others))
        return tuple(word.span for word, is_one in zip(self.words, said, strict=True) if is_one and word.span)

    @cached_property
    def spoken(self) -> tuple[int, ...]:
        """The indexes of the words that are no filled pauses: what shares are taken over."""
        return tuple(index for index, filled in enumerate(self.filled) if not filled)

    @cached_property
    def rated(self) -> tuple[Word, ...]:
        """What the rates are taken over: the spoken words, and in another language every word."""
        return tuple(self.words[index] for index in self.spoken) if self.heard.is_english else self.words

    @cached_property
    def sentences(self) -> tuple[Stretch, ...]:
        """In order; every word belongs to exactly one."""
        return sentence_ranges(self.words, self.texts, self.filled, self.silences)

    @cached_property
    def clauses(self) -> tuple[Stretch, ...]:
        """The sentences cut further; in order, every word belongs to exactly one."""
        written = [word.text for word in self.words]
        return tuple(
            clause
            for sentence in self.sentences
            for clause in clauses(sentence, written, self.texts, self.filled)
        )

    @cached_property
    def silences(self) -> Sequence[tuple[Span, int]]:
        """Those between stretches of speech, each with the index of the word that follows it."""
        return silences(self.heard)

    def spoken_in(self, stretch: Located) -> list[Word]:
        """The words of a stretch that are no filled pauses."""
        return [self.words[index] for index in stretch.indexes if not self.filled[index]]

    def tokens(self, stretch: Located | None = None) -> list[Token]:
        """The words of a stretch to be matched, as `words.tokens` gives them; of the whole for None."""
        where = (stretch.first, stretch.count) if stretch else (0, len(self.words))
        if where not in self._tokens:
            first, count = where
            indexes = range(first, first + count)
            self._tokens[where] = matched(
                (index, self.words[index].text, self.texts[index], self.filled[index]) for index in indexes
            )
        return self._tokens[where]

    def plain(self, stretch: Located) -> str:
        """The words of a stretch in lower case, without filled pauses and punctuation."""
        return " ".join(token.text for token in self.tokens(stretch))
