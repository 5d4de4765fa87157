"""Find special and criminal data in a text: pure, local, and quick because most rules never run."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from cluster_crm.people.special_data import rules_beliefs, rules_criminal, rules_family, rules_health
from cluster_crm.people.special_data.bsn import bsn_mentions
from cluster_crm.people.special_data.mentions import Mention
from cluster_crm.people.special_data.rules import SUPPORT, Rule

RULES: tuple[Rule, ...] = (*rules_health.RULES, *rules_beliefs.RULES, *rules_criminal.RULES, *rules_family.RULES)
RULES_VERSION = sha256(repr((RULES, sorted(SUPPORT.items()))).encode()).hexdigest()[:16]
WORD = re.compile(r"[^\W_]+")
SENTENCE_END = re.compile(r"(?<=\w\w)[.!?;]\s+|\n(?=\s*\n|\s*[^a-z\s])|[•·|]")
WITHIN = 60


def _rules_by_word() -> Mapping[str, tuple[Rule, ...]]:
    found: dict[str, dict[Rule, None]] = defaultdict(dict)
    for rule in RULES:
        for word in rule.triggers:
            found[word][rule] = None
    return {word: tuple(rules) for word, rules in found.items()}


RULES_BY_WORD = _rules_by_word()


def find_special(text: str) -> tuple[Mention, ...]:
    """Return where the text says something special about a person, in order; what overlaps in one kind is one."""
    found = list(bsn_mentions(text))
    if not RULES_BY_WORD.keys().isdisjoint(WORD.findall(text.lower())):
        for start, sentence in sentences_of(text):
            found.extend(_in_sentence(sentence, start))
    return tuple(_merged(found))


def sentences_of(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence of a text with where it begins, without the sign that ends it."""
    start = 0
    for end in SENTENCE_END.finditer(text):
        yield start, text[start : end.start()]
        start = end.end()
    yield start, text[start:]


def _in_sentence(sentence: str, offset: int) -> Iterator[Mention]:
    words = set(WORD.findall(sentence.lower())) & RULES_BY_WORD.keys()
    for rule in {rule: None for word in sorted(words) for rule in RULES_BY_WORD[word]}:
        for match in rule.phrase.finditer(sentence):
            if not _is_harmless(rule, sentence, match.start(), match.end()):
                yield Mention(rule.kind, offset + match.start(), offset + match.end(), rule.code)


def _is_harmless(rule: Rule, sentence: str, start: int, end: int) -> bool:
    """Whether the words around show that somebody or something else is meant."""
    if rule.exception is None:
        return False
    around = f"{sentence[max(0, start - WITHIN) : start]} … {sentence[end : end + WITHIN]}"
    return rule.exception.search(around) is not None


def _merged(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Join what overlaps; the rule that begins first names it."""
    last: dict[str, Mention] = {}
    done: list[Mention] = []
    for mention in sorted(mentions, key=lambda mention: (mention.start, -mention.end, mention.rule)):
        before = last.get(mention.kind)
        if before and mention.start < before.end:
            last[mention.kind] = Mention(before.kind, before.start, max(before.end, mention.end), before.rule)
            continue
        if before:
            done.append(before)
        last[mention.kind] = mention
    yield from sorted([*done, *last.values()], key=lambda mention: (mention.start, mention.end, mention.kind))
