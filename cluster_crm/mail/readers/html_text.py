"""The text of a message that was written as HTML: nothing is loaded, nothing is run, nothing hidden is read."""

import re
from typing import Final

from lxml import etree

NOT_TEXT: Final = frozenset({"head", "script", "style", "title", "template", "noscript", "object", "svg", "select"})
BLOCKS: Final = frozenset(
    {"address", "article", "blockquote", "center", "dd", "div", "dl", "dt", "fieldset", "footer", "form", "h1", "h2"}
    | {"h3", "h4", "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section", "table", "tr", "ul"}
)
SPACED: Final = frozenset({"p", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6"})
QUOTES: Final = frozenset(
    {"gmail_quote", "gmail_attr", "yahoo_quoted", "moz-cite-prefix", "protonmail_quote", "zmail_extra"}
)
ENDS: Final = frozenset({"divrplyfwdmsg", "appendonsend", "mail-editor-reference-message-container"})
HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|mso-hide\s*:\s*all")
BLANKS: Final = re.compile(r"[ \t\r\n\f]+")


def html_text(html: str) -> tuple[str, bool]:
    """What a reader sees, without quoted history; and whether any of that was left out."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = etree.fromstring(html.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return "", False
    if root is None:
        return "", False
    writer = _Writer()
    writer.walk(root)
    return writer.text, writer.has_cut


class _Writer:
    """Walks the tree without recursion: its depth is the sender's choice."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.has_cut = False

    @property
    def text(self) -> str:
        """Lines without blanks around them."""
        lines = [line.strip() for line in "".join(self.pieces).split("\n")]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()

    def walk(self, root: etree._Element) -> None:
        """Write down the text in the order of the page, until what follows is history."""
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, node in walker:
            tag = str(node.tag).lower()
            if event == "start":
                if str(node.get("id", "")).lower().removeprefix("x_") in ENDS:
                    self.has_cut = True
                    return
                if self._is_left_out(node, tag):
                    walker.skip_subtree()
                    continue
                self._begin(node, tag)
            else:
                self._end(node, tag, is_left_out=self._is_left_out(node, tag))

    def _is_left_out(self, node: etree._Element, tag: str) -> bool:
        if tag in NOT_TEXT or node.get("hidden") is not None or HIDDEN.search(str(node.get("style", "")).lower()):
            return True
        classes = {name.lower().removeprefix("x_") for name in str(node.get("class", "")).split()}
        is_quote = bool(classes & QUOTES) or (tag == "blockquote" and node.get("type", "").lower() == "cite")
        self.has_cut = self.has_cut or is_quote
        return is_quote

    def _begin(self, node: etree._Element, tag: str) -> None:
        if tag == "br":
            self.pieces.append("\n")
        elif tag in BLOCKS:
            self._break_line()
        self.pieces.append("\t" if tag in {"td", "th"} else "- " if tag == "li" else "")
        self.pieces.append(_flow(node.text))

    def _end(self, node: etree._Element, tag: str, *, is_left_out: bool) -> None:
        if tag in BLOCKS:
            self._break_line()
        self.pieces.append("\n" if tag in SPACED and not is_left_out else "")
        self.pieces.append(_flow(node.tail))

    def _break_line(self) -> None:
        """Begin a new line, unless one has just begun."""
        written = next((piece for piece in reversed(self.pieces) if piece.strip(" ")), "\n")
        self.pieces.append("" if written.endswith("\n") else "\n")


def _flow(text: str | None) -> str:
    return BLANKS.sub(" ", text or "")
