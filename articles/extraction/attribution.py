"""One attribution: a cue, who it says spoke, and which words they said."""

from dataclasses import dataclass, field

from articles.extraction.phrases import Subject
from articles.extraction.sentences import Sentence


@dataclass(slots=True)
class Attribution:
    """One cue with its speaker. `pieces` are node ranges of content in text order, `begin` to before `end` is the
    attribution itself; `style` says how the content hangs on the cue."""

    sentence: Sentence
    subject: Subject | None
    begin: int
    end: int
    cue: tuple[int, int]  # nodes
    style: str
    pieces: list[tuple[int, int]] = field(default_factory=list)

    @property
    def cue_text(self) -> str:
        sentence = self.sentence
        return sentence.words.phrase(*sentence.span(*self.cue)) if self.cue[0] < self.cue[1] else ""

    @property
    def after(self) -> int:
        """The node behind it and its content."""
        return max(self.end, *(after for _, after in self.pieces), 0)

    @property
    def quotations(self) -> list[int]:
        """The nodes of its pieces that are quotations."""
        return [at for first, after in self.pieces for at in range(first, after) if self.sentence.is_quotation(at)]
