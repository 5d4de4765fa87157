"""Messages of many mail programs and servers, each with the truth about it: who speaks, to whom, in which words."""

import json
from pathlib import Path

import pytest

from cluster_crm.mail.readers.extract import answer

CORPUS = Path(__file__).parent / "corpus"
TRUTH = json.loads((CORPUS / "truth.json").read_text())
EVERYBODY = sorted(TRUTH)
OURS = "@example.com"


def read(case):
    return answer((CORPUS / f"{case}.eml").read_bytes())


def addresses(parties):
    return [party["address"] for party in parties]


def seen_in(found, truth):
    """What the reader found, in the words of the truth; "any" text is not compared."""
    sender = addresses(found["senders"])[0]
    seen = {
        "kind": found["kind"],
        "direction": "outbound" if sender.endswith(OURS) else "inbound",
        "sender": sender,
        "recipients": addresses(found["recipients"]),
        "text": "any" if truth["text"] == "any" else found["text"],
        "files": [[file["name"], file["content_type"]] for file in found["files"]],
        "bounce": list((found["bounce"] or {}).values()),
        "authentication": list(found["authentication"].values()),
        "senders": addresses(found["senders"]),
        "name": found["senders"][0]["name"],
        **{name: found[name] for name in ("has_cut", "is_sealed", "subject", "sent_at", "forwarded")},
    }
    return {name: seen[name] for name in truth}


def test_corpus_is_of_some_size():
    assert len(EVERYBODY) >= 40
    assert {path.stem for path in CORPUS.glob("*.eml")} == set(EVERYBODY)


@pytest.mark.requirement("RET-06")
@pytest.mark.parametrize("case", EVERYBODY)
def test_message_is_read_as_it_is_meant(case):
    truth = TRUTH[case]

    seen = seen_in(read(case), truth)

    if case == "program_named_pdf":
        [[name, content_type]] = seen.pop("files")
        assert (name, content_type == "application/pdf") == (truth["files"][0][0], False)
        truth = {name: value for name, value in truth.items() if name != "files"}
    assert seen == truth


def test_words_of_others_are_never_kept():
    kept = "\n".join(read(case)["text"] for case in EVERYBODY)

    assert not any(words in kept for words in ("Geheim van Ruben", "Woorden van Ruben", "Oude woorden", "Kom je?"))
