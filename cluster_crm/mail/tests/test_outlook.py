"""Messages of Outlook: with the headers that travelled, or made of their properties; and what is none."""

from datetime import UTC, datetime

import pytest

from cluster_crm.mail.readers.codes import UnreadableCode, UnreadableContent
from cluster_crm.mail.readers.extract import extract
from cluster_crm.mail.readers.message import read_mail
from cluster_crm.mail.tests.compound_file import binary, make_msg, text, text8, ticks, write_compound

HEADERS = (
    "Received: from mx.example.com by in.example.org; Mon, 23 Nov 2026 10:12:03 +0100\r\n"
    "From: =?iso-8859-1?Q?Zo=EB?= <zoe@example.com>\r\nTo: Milan <milan@example.org>\r\n"
    "Subject: Vacature\r\nDate: Mon, 23 Nov 2026 10:12:00 +0100\r\nMessage-ID: <1@example.com>\r\n\r\n"
)
SENT_AT = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)


def addresses(parties):
    return [party["address"] for party in parties]


def test_received_message_is_read_by_the_headers_that_travelled():
    long = "Dag Milan,\r\n\r\nIk kom graag één keer langs.\r\n" + "Zoë " * 2000

    found = extract(
        make_msg(text(0x001A, "IPM.Note"), text(0x007D, HEADERS), text(0x1000, long), text(0x0037, "Vacature"))
    )

    assert (addresses(found["senders"]), found["senders"][0]["name"]) == (["zoe@example.com"], "Zoë")
    assert (found["message_id"], found["sent_at"]) == ("<1@example.com>", SENT_AT.isoformat())
    assert found["text"].startswith("Dag Milan,\n\nIk kom graag één keer langs.\nZoë Zoë")


def test_sent_message_is_read_by_its_properties():
    content = make_msg(
        text(0x001A, "IPM.Note"), text(0x0037, "Re: Vacature"), text(0x0C1A, "Kok, Milan"),
        text(0x5D01, "milan@example.org"), text(0x0C1E, "EX"), text(0x0C1F, "/O=EXAMPLE/CN=MILAN"),
        text(0x1000, "Tot dinsdag."), text(0x1035, "<2@example.org>"),
        recipients=[("Zoë", "zoe@example.com", 1), ("Sam", "sam@example.org", 2), ("Geheim", "b@example.com", 3)],
        files=[("Rooster.pdf", b"%PDF-1.4 " + b"x" * 9000)],
        t0039=ticks(SENT_AT),
    )  # fmt: skip

    found = extract(content)

    assert (found["senders"], found["subject"]) == (
        [{"name": "Kok, Milan", "address": "milan@example.org"}],
        "Re: Vacature",
    )
    assert addresses(found["recipients"]) == ["zoe@example.com", "sam@example.org"]
    assert (found["sent_at"], found["message_id"]) == (SENT_AT.isoformat(), "<2@example.org>")
    assert [(file["name"], file["content_type"]) for file in found["files"]] == [("Rooster.pdf", "application/pdf")]


def test_old_message_in_a_code_page_is_read():
    content = make_msg(
        text8(0x0037, "Vraag"), text8(0x0C1E, "SMTP"), text8(0x0C1F, "zoe@example.com"), text8(0x1000, "Één café"),
        n3FFD=1252,
    )  # fmt: skip

    found = extract(content)

    assert (addresses(found["senders"]), found["subject"], found["text"]) == (["zoe@example.com"], "Vraag", "Één café")


def test_page_is_read_where_there_is_no_plain_text():
    page = "<html><body><p>Graag dinsdag.</p><div id='divRplyFwdMsg'>Van: Milan</div><p>Kun je?</p></body></html>"

    found = extract(make_msg(text(0x007D, HEADERS), binary(0x1013, page.encode("utf-8")), n3FDE=65001))

    assert (found["text"], found["has_cut"]) == ("Graag dinsdag.", True)


@pytest.mark.requirement("RET-06")
@pytest.mark.parametrize(
    ("message_class", "kind"),
    [
        ("IPM.Note", "person"),
        ("IPM.Note.Rules.OofTemplate.Microsoft", "automatic"),
        ("REPORT.IPM.Note.NDR", "bounce"),
        ("REPORT.IPM.Note.IPNRN", "receipt"),
    ],
)
def test_class_says_who_speaks(message_class, kind):
    assert extract(make_msg(text(0x001A, message_class), text(0x007D, HEADERS), text(0x1000, "x")))["kind"] == kind


def test_property_writes_no_header_of_its_own():
    content = make_msg(
        text(0x0037, "Hoi\r\nFrom: boss@example.org"), text(0x0C1E, "SMTP"), text(0x0C1F, "zoe@example.com")
    )

    found = extract(content)

    assert (addresses(found["senders"]), found["subject"]) == (["zoe@example.com"], "Hoi From: boss@example.org")


def test_other_compound_file_is_no_message():
    with pytest.raises(UnreadableContent) as refusal:
        extract(write_compound({"WordDocument": b"x" * 5000}))

    assert refusal.value.code == UnreadableCode.WRONG_TYPE


def test_message_is_read_in_the_child_process():
    mail = read_mail(make_msg(text(0x007D, HEADERS), text(0x1000, "Hallo")))

    assert (mail.text, mail.senders[0].address) == ("Hallo", "zoe@example.com")
