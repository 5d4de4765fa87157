"""Whether a text is Dutch or English, by the words that every sentence needs and those that every CV needs."""

import re

DUTCH_CV = """
ervaring werkervaring opleiding opleidingen talen vaardigheden kennis heden nederlands engels januari februari maart
mei juni juli augustus oktober
"""
ENGLISH_CV = """
experience education languages skills present employment dutch english january february march may june july august
october references
"""
DUTCH = "de het een en van ik met voor op naar bij als ook niet zijn was werd heb om aan uit of tot mijn"
ENGLISH = "the a and of i with for on to at as also not are was were have in my from by or is an this"
SMALL_WORDS = {"nl": frozenset(f"{DUTCH} {DUTCH_CV}".split()), "en": frozenset(f"{ENGLISH} {ENGLISH_CV}".split())}
FEWEST_HITS = 3


def guessed_language(text: str) -> str:
    """The language code "nl" or "en", or nothing when too little speaks for either."""
    words = re.findall(r"[a-zà-ÿ]+", text.lower())
    hits = {language: sum(word in small for word in words) for language, small in SMALL_WORDS.items()}
    best = max(hits, key=lambda language: hits[language])
    others = max(count for language, count in hits.items() if language != best)
    return best if hits[best] >= FEWEST_HITS and hits[best] > others else ""
