"""The name of the person: labelled, as the title of the CV, or on the first lines; confirmed by the e-mail address."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from candidates.readers.cv.headings import kind_of_heading
from candidates.readers.cv.labels import label_of
from candidates.readers.cv.lines import Line, Span
from candidates.readers.cv.notes import Notes
from candidates.readers.cv.place_names import is_place
from candidates.readers.cv.prose import name_told
from candidates.readers.cv.words_of_work import organisation_weight, position_weight, study_weight
from cluster_crm.people.names import INFIXES, TITLES_BEFORE, PersonName, split_name, unaccented

LINES_OF_NAME = 12
FEWEST_WORDS, MOST_WORDS = 2, 8
TITLE_OF_CV = re.compile(
    r"^(?:curriculum vitae|curriculum|c\.?\s?v\.?|resume|r[eé]sum[eé]|personalia|naam|name)\b"
    r"(?:\s+(?:van|of|-|–))?[\s:|–-]*|"
    r"^(?:(?:hoi|hallo|dag|hi|hello|hey)[,!]?\s+)?(?:ik ben|mijn naam is|ik heet|i am|i['’]m|my name is)\s+",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"\s*[|·•\t]\s*|\s+[–—-]\s+|\s{3,}")
CALLED = re.compile(r"\s*[(\"“„']{1,2}(?:roepnaam:?\s|known as\s)?(?P<name>[^\W\d_][\w-]{1,20})[)\"”']{1,2}\s*")
LETTER_BEFORE = re.compile(r"(?:[dlost]['’]|(?:al|el|as|ad)-)(?=[A-ZÀ-Ý])")  # d'Ydewalle, al-Masri
GLUED_TITLES = re.compile(r"^(?:(?:prof|drs?|mr|ir|ing)\.){2,4}\s*", re.IGNORECASE)  # Prof.dr.
WORD = re.compile(r"(?:[^\W\d_]\.?[-]?){1,6}\.|[^\W\d_](?:[^\W\d_]|['’.\u0300-\u036f-])*")  # with accents of their own
BEHIND = frozenset(
    [
        "msc",
        "bsc",
        "ma",
        "ba",
        "mba",
        "phd",
        "llm",
        "llb",
        "rc",
        "ra",
        "bba",
        "emba",
        "ing",
        "ir",
        "drs",
        "mr",
        "rn",
        "rm",
        "rto",
        "ca",
        "acca",
        "cpa",
        "pmp",
        "ma.",
        "ba.",
        "bed",
        "med",
        "meng",
        "beng",
        "mphil",
        "md",
    ]
)
NOT_IN_A_NAME = re.compile(
    r"ervaring|opleiding|nederland|netherlands|profiel|profile|professional|straat$|laan$|weg$|plein$|experience|education|references?|page|pagina",
    re.IGNORECASE,
)
# Trades that are family names as well.
SURNAME_LIST = """
bakker visser kok slager kuiper boer smit molenaar schipper timmerman snijder kapper mulder dekker schilder brouwer
schoenmaker wever meester schutter leider kramer koster schrijver hoekstra bode ober lader melker ploeger tuinman
metselaar meijer baker cook carpenter mason butcher turner porter painter carter fisher farmer gardener judge fellow
president chaplain clerk driver taylor smith cooper weaver packer page host tolk koopman veldman bond kring boer
"""
SURNAMES = frozenset(SURNAME_LIST.split())
PREPOSITIONS = frozenset(["in", "bij", "uit", "voor", "over", "aan", "onder", "op", "to", "do", "tot"])


def read_name(
    fields: Sequence[tuple[str, Span]], lines: Sequence[Line], email: str, letter: Span | None, notes: Notes
) -> PersonName:
    """The name in its parts; a name that isn't plain is left out."""
    found = _labelled(fields) or _on_lines(lines, email) or _told(letter)
    if found is None:
        return PersonName("", "", "")
    name, spans, rule = found
    for field in ("given_name", "infix", "family_name"):
        if value := getattr(name, field):
            notes.take(field, _place(value, spans), rule)
    return name


Found = tuple[PersonName, list[Span], str]


def _labelled(fields: Sequence[tuple[str, Span]]) -> Found | None:
    said: dict[str, Span] = {}
    for field, value in fields:
        said.setdefault(field, value)
    given = said.get("calling_name") or said.get("given_name")
    family = said.get("family_name") or (said.get("name") if "given_name" in said else None)
    if family and given:
        parts = [given, said["infix"], family] if "infix" in said else [given, family]
        name = split_name(" ".join(recased(part.shown) for part in parts))
        return (name if "," in family.text else _with_given(name, given.shown, parts[1:])), parts, "labelled"
    if "name" in said and reads_as_name(said["name"].shown):
        return named(said["name"].shown), [said["name"]], "labelled"
    return None


def _told(letter: Span | None) -> Found | None:
    span = name_told(letter) if letter else None
    return (named(span.shown), [span], "told") if span and reads_as_name(span.shown) else None


def _with_given(name: PersonName, given: str, rest: list[Span]) -> PersonName:
    """First names may be several; what the label of the family name holds is not one of them."""
    whole = split_name("X " + " ".join(recased(part.shown) for part in rest))
    return replace(name, given_name=recased(given), infix=whole.infix, family_name=whole.family_name)


def _on_lines(lines: Sequence[Line], email: str) -> Found | None:
    tried = [(named(span.shown), span, look) for span, look in _candidates(lines)]
    local = re.sub(r"[^a-z]", "", unaccented(email.partition("@")[0]))
    confirmed = [each for each in tried if local and _confirms(local, each[0])]
    if confirmed:
        name, span, _look = min(confirmed, key=lambda each: each[2])
        return name, [span], "confirmed by e-mail"
    if tried:
        return tried[0][0], [tried[0][1]], "first lines"
    return None


def _confirms(local: str, name: PersonName) -> bool:
    parts = [re.sub(r"[^a-z]", "", unaccented(part)) for part in re.split(r"[\s-]", name.family_name)]
    given = re.sub(r"[^a-z]", "", unaccented(name.given_name.split(" ")[0]))
    return any(len(part) > 1 and part in local for part in parts) or (len(given) > 2 and local.startswith(given))  # noqa: PLR2004 - Al is a beginning of much


def _candidates(lines: Sequence[Line]) -> Iterator[tuple[Span, int]]:
    """Pieces of the first lines that read as a name, with their looks: two lines set alike, whole lines, parts."""
    first = [line for line in lines[:LINES_OF_NAME] if not label_of(line.text)]
    for line, following in zip_longest(first, first[1:]):
        bare = _without_title(line.span)
        if following and line.look == following.look == 0 and line.look < max(each.look for each in lines):
            both = Span(f"{bare.text}\n{following.text}", bare.start)
            if reads_as_name(both.shown):
                yield both, line.look
        whole = [bare] if reads_as_name(bare.shown, is_title=line.look == 0) else []
        pieces = [piece for piece in bare.split(BETWEEN) if reads_as_name(piece.shown)]
        yield from ((span, line.look) for span in whole or pieces[:1] or _before_function(bare))


def _before_function(span: Span) -> Iterator[Span]:
    """ "Femke Postma, grafisch ontwerper"."""
    name, comma, function = span.text.partition(", ")
    if comma and reads_as_name(name) and position_weight(function):
        yield span.part(0, len(name))


def _without_title(span: Span) -> Span:
    found = TITLE_OF_CV.match(span.text)
    return span.part(found.end()) if found else span


def reads_as_name(text: str, *, is_title: bool = False) -> bool:
    """Whether a text can be a name and nothing else."""
    words = re.sub(r"\s-\s", "-", _without_titles(CALLED.sub(" ", text))).replace(",", " ").split()
    if not 1 < len(words) <= MOST_WORDS or NOT_IN_A_NAME.search(text) or kind_of_heading(text):
        return False
    bare = " ".join(
        word for word in re.split(r"[\s-]+", _without_titles(text)) if word.lower().strip(",") not in SURNAMES
    )
    if position_weight(bare) or organisation_weight(bare) > 1 or study_weight(bare) or is_place(text):
        return False
    if re.search(r"[@\d:;/]", text) or split_name(text).infix in PREPOSITIONS:
        return False
    if text.islower():
        return is_title and all(_is_infix(word) or WORD.fullmatch(word) for word in words)
    return (
        (words[-1][0].isupper() or bool(LETTER_BEFORE.match(words[-1])))
        and all(
            _is_infix(word) or ((word[0].isupper() or LETTER_BEFORE.match(word)) and WORD.fullmatch(word))
            for word in words
        )
    ) or ("," in text and _is_infix(words[-1]))


def _without_titles(text: str) -> str:
    words = GLUED_TITLES.sub("", text).split()
    while len(words) > 1 and words[0].replace(".", "").lower() in TITLES_BEFORE:
        words = words[1:]
    return _without_degrees(" ".join(words))


def named(text: str) -> PersonName:
    """A written name in its parts; as the person is called where the CV says so."""
    called = CALLED.search(text)
    name = split_name(recased(_without_titles(CALLED.sub(" ", text))))
    return replace(name, given_name=called["name"]) if called and name.family_name else name


def _without_degrees(text: str) -> str:
    words = text.split()
    while len(words) > FEWEST_WORDS and _is_degree(words[-1]):
        words = words[:-1]
    return " ".join(words).rstrip(",")


def _is_degree(word: str) -> bool:
    """Letters behind a name: RC and MSc are, Ma may be a family name."""
    bare = word.replace(".", "").replace(",", "")
    return bare.lower() in BEHIND and (bare[1:] != bare[1:].lower() or "." in word)


def recased(text: str) -> str:
    """A name in capitals, or without any, as it is written elsewhere: JAN DE VRIES is Jan de Vries."""
    if "," in text:
        return ", ".join(recased(part.strip()) for part in text.split(","))
    if text.islower():
        return " ".join(word if _is_infix(word) else _capitalised(word) for word in text.split())
    words = text.split()
    loud = [word for word in words if "." not in word and len(word.strip("',-")) > 1]
    if not loud or not (text.isupper() or all(word.isupper() for word in loud[-2:])):
        return text
    return " ".join(_quiet(word) for word in words)


def _quiet(word: str) -> str:
    if "." in word or not word.isupper():
        return word
    return word.lower() if _is_infix(word) else _capitalised(word)


def _capitalised(word: str) -> str:
    """Each half of a double name; IJ is one letter."""
    return "-".join(
        f"IJ{half[2:].lower()}"
        if half.lower().startswith("ij")
        else half.lower()
        if _is_infix(half) and at
        else half.title()
        for at, half in enumerate(word.split("-"))
    )


def _is_infix(word: str) -> bool:
    return any(word.lower().replace("’", "'").strip(",") in infix for infix in INFIXES)


def _place(value: str, spans: Iterable[Span]) -> Span:
    """Where a part of the name stands, in whatever case."""
    pattern = re.compile(r"\s+".join(map(re.escape, value.split())).replace("'", "['’]"), re.IGNORECASE)
    spans = list(spans)
    for span in reversed(spans):
        if found := pattern.search(span.text):
            return span.part(found.start(), found.end())
    return spans[0]
