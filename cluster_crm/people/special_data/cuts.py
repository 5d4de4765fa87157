"""A text without what was found in it."""

from collections.abc import Sequence
from typing import Final

from cluster_crm.people.special_data.finder import sentences_of
from cluster_crm.people.special_data.mentions import Mention

LEFT_OUT: Final = "[…]"
ENDS: Final = ".!?;"


def cut(text: str, mentions: Sequence[Mention], *, mark: str = LEFT_OUT, is_whole_sentence: bool = False) -> str:
    """Return the text with a mark in the place of each mention, or of the sentences in which they stand."""
    spans = {_sentence_of(text, mention) if is_whole_sentence else (mention.start, mention.end) for mention in mentions}
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + mark + text[end:]
    return text


def _sentence_of(text: str, mention: Mention) -> tuple[int, int]:
    """Where the sentence begins and ends, its closing sign included and the blanks before it not."""
    start, end = mention.start, mention.end
    for at, sentence in sentences_of(text):
        if at < mention.end and at + len(sentence) > mention.start:
            start = min(start, at + len(sentence) - len(sentence.lstrip()))
            end = max(end, at + len(sentence.rstrip()))
    return start, end + (text[end : end + 1] in ENDS and end < len(text))
