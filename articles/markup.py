"""HTML of any quality, read as a stream of tags and text in time linear in its length.

The standard library's parser is not used on what comes from outside: on hostile markup it is quadratic and
raises AssertionError. Nothing here makes HTML safe: `articles.body.sanitise` does, by writing every tag anew.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

# What HTML counts as white space: a no-break space is not among it.
SPACE = " \t\n\r\f"

# Elements whose content is text up to their end tag, whatever stands in it.
_RAW = frozenset({"script", "style", "title", "textarea", "iframe", "noembed", "noframes", "xmp"})

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)")
_TAIL = re.compile(r"""(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""")
_ATTRIBUTE = re.compile(r"""([^\s/>="'<]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s>"']*+))?""")
_ENDLESS_NUMBER = re.compile(r"&#[0-9]{10,}+;?")
_UNWANTED = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

# A quoted attribute may hide ">", so a tag with an odd quote is looked for up to the end of the page. After so
# many failures quotes count for nothing: otherwise a page full of them would take quadratic time.
_PATIENCE = 20


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or end tag. `content` is the text of a raw element such as <script>, whose end tag is not told."""

    name: str
    closing: bool = False
    source: str = ""
    content: str = ""

    @property
    def attributes(self) -> dict[str, str]:
        """By lower-case name, entities read; of a repeated one the first counts, as in browsers."""
        found: dict[str, str] = {}
        for attribute in _ATTRIBUTE.finditer(self.source):
            value = attribute[2] or ""
            if value[:1] in ('"', "'"):
                value = value[1:-1]
            found.setdefault(attribute[1].lower(), unescaped(value))
        return found


def unescaped(text: str) -> str:
    """`text` with its character references read; never raises, unlike `html.unescape` on endless numbers."""
    return html.unescape(_ENDLESS_NUMBER.sub("\ufffd", text))


def printable(text: str) -> str:
    """Without control characters, lone surrogates and other code points that no document may hold."""
    return _UNWANTED.sub("", text)


def pieces(source: str) -> Iterator[str | Tag]:
    """The tags and the texts (entities read) between them; comments and declarations are left out."""
    return _Reader(source).pieces()


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.failures = 0
        self.last_close = source.rfind(">")
        self.last_comment_end = source.rfind("-->")
        self.never_closed: set[str] = set()

    def pieces(self) -> Iterator[str | Tag]:
        source, at, text_from = self.source, 0, 0
        while (at := source.find("<", at)) != -1:
            if at > self.last_close:
                break
            if found := _TAG.match(source, at):
                end = self._end_of_tag(found.end())
            elif source.startswith(("<!", "<?", "</"), at):
                end = self._end_of_declaration(at)
            else:
                at += 1
                continue
            if text_from < at:
                yield unescaped(source[text_from:at])
            if found:
                name, closing = found[2].lower(), bool(found[1])
                content, end_of_content = "", end
                if name in _RAW and not closing:
                    content, end_of_content = self._raw(name, end)
                yield Tag(name, closing, source[found.end() : end].removesuffix(">"), content)
                end = end_of_content
            at = text_from = end
        if text_from < len(source):
            yield unescaped(source[text_from:])

    def _end_of_tag(self, start: int) -> int:
        if self.failures < _PATIENCE:
            if tail := _TAIL.match(self.source, start):
                return tail.end()
            self.failures += 1
        return self.source.index(">", start) + 1

    def _end_of_declaration(self, start: int) -> int:
        if self.source.startswith("<!--", start) and start + 4 <= self.last_comment_end:
            return self.source.index("-->", start + 4) + 3
        return self.source.index(">", start) + 1

    def _raw(self, name: str, start: int) -> tuple[str, int]:
        """The text of a raw element and where its end tag ends; one never closed reaches to the end."""
        close = None
        if name not in self.never_closed:
            close = re.compile(rf"</{name}(?=[\s/>])[^>]*+>?", re.IGNORECASE).search(self.source, start)
        if close is None:
            self.never_closed.add(name)
            return self.source[start:], len(self.source)
        return self.source[start : close.start()], close.end()
