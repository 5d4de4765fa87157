"""What strangers send to break a reader: it ends in an answer or a code, within its limits, and never in a message."""

import pytest

from cluster_crm.mail.actions.poll import is_vouched_for
from cluster_crm.mail.readers.message import MAX_BYTES, MailUnreadable, Unreadable, read_mail
from cluster_crm.mail.testing import make_mail

HEAD = b"From: Noor <noor@example.com>\nTo: a@example.org\nSubject: x\nMIME-Version: 1.0\n"


def nested(depth):
    parts = [f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth)]
    return HEAD + "".join(parts).encode() + b"Content-Type: text/plain\n\ndeep\n"


def wide(number):
    part = b"--b\nContent-Type: text/plain\n\nx\n"
    return HEAD + b'Content-Type: multipart/mixed; boundary="b"\n\n' + part * number + b"--b--\n"


def messages_in_messages(depth):
    return HEAD + b"Content-Type: message/rfc822\n\nFrom: a@example.com\n" * depth + b"\nend\n"


def reason_or_text(content):
    try:
        return read_mail(content, seconds=20).text
    except MailUnreadable as refusal:
        return refusal.reason


@pytest.mark.requirement("ACC-12")
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Unreadable.EMPTY),
        (b" \r\n\r\n", Unreadable.EMPTY),
        (b"%PDF-1.7 no message", Unreadable.WRONG_TYPE),
        (b"Dear all, I am a letter.", Unreadable.WRONG_TYPE),
        (b"PK\x03\x04" + b"\0" * 500, Unreadable.WRONG_TYPE),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, Unreadable.CORRUPT),
        (wide(10_000), Unreadable.UNSAFE),
        (nested(100), Unreadable.UNSAFE),
        (b"From: a@example.com\nX: " + b"y" * 3_000_000 + b"\n\nx", Unreadable.UNSAFE),
        (b"x" * (MAX_BYTES + 1), Unreadable.TOO_LARGE),
    ],
    ids=["nothing", "blank", "pdf", "letter", "zip", "broken ole", "10000 parts", "deep", "header of 3 MB", "26 MB"],
)
def test_hostile_file_is_refused_by_name(content, reason):
    with pytest.raises(MailUnreadable) as refusal:
        read_mail(content)

    assert refusal.value.reason == reason


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (nested(5000), None),
        (messages_in_messages(3000), None),
        (HEAD + b"Content-Type: text/html\n\n" + b"<div>" * 100_000 + b"inside", None),
        (HEAD + b"Content-Type: text/plain; charset=idna\n\nxn--a\n", "xn--a"),
        (HEAD + b"Content-Type: text/plain; charset=zlib\n\nplain\n", "plain"),
        (HEAD + b"Content-Transfer-Encoding: base64\n\n!!!not base64\n", None),
        (HEAD + b"Content-Transfer-Encoding: x-uuencode\n\nbegin 644 x\nM\n", None),
        (b"From: \xff\xfe <noor@example.com>\nTo: =?utf-8?q?=0A=0DBcc=3A?= <a@example.org>\n\nbody\n", "body"),
        (b"From: " + b"a@example.com, " * 20_000 + b"\nSubject: x\n\nbody\n", "body"),
        (b"From: (" + b"(" * 20_000 + b" <noor@example.com>\n\nbody\n", None),
        (HEAD + b"\n" + b"Op " * 200_000 + b"\n", None),
        (HEAD + b"\n" + b"Van: a\n" * 100_000, None),
        (HEAD + b"\n" + b">" * 1_000_000, None),
    ],
    ids=[
        *("5000 deep", "3000 messages", "100000 div", "idna", "zlib", "base64", "uu", "headers", "20000 addresses"),
        *("comments", "many Op", "many Van", "one quote"),
    ],
)
def test_hostile_message_is_read_or_refused_within_the_limits(content, text):
    read = reason_or_text(content)

    assert read in {Unreadable.UNSAFE, Unreadable.TOO_COSTLY, Unreadable.CORRUPT} or len(read) <= 20_000
    assert text in {None, read}


def test_names_and_subjects_are_one_line_without_control_characters():
    mail = read_mail(
        b"From: =?utf-8?q?Noor=0D=0ABcc=3A_x=40example=2Ecom?= <noor@example.com>\n"
        b"Subject: =?utf-8?q?een=0Atwee=00?=\n\nbody\n"
    )

    assert "\n" not in mail.senders[0].name + mail.subject
    assert "\0" not in mail.subject


def test_big_file_comes_through_whole():
    content = b"%PDF-1.4\n" + b"0123456789abcdef" * 1_000_000

    mail = read_mail(make_mail(files=[("cv.pdf", content)]))

    assert [(file.name, file.content_type, file.content == content) for file in mail.files] == [
        ("cv.pdf", "application/pdf", True)
    ]


@pytest.mark.parametrize(
    "results",
    [
        'spf=pass smtp.mailfrom="recruiter@example.org "@example.net',
        'spf=none smtp.mailfrom="x; dkim=pass header.d=example.org; y"@example.net',
        "spf=pass (as a; dkim=pass header.d=example.org;) smtp.mailfrom=a@example.net",
        'dkim=fail reason="; dmarc=pass header.from=example.org" header.d=example.net',
        "dkim=fail (no (key); dkim=pass header.d=example.org) header.d=example.net",
        "spf=pass smtp.mailfrom=a/header.from=example.org@example.net",
        'spf=none (never closed; dkim=pass header.d=example.org" ; dkim=pass header.d=example.org',
    ],
)
def test_what_a_sender_wrote_into_the_verdict_of_our_server_vouches_for_nobody(settings, results):
    settings.CRM_MAIL_AUTHSERV_ID = "mx.example.org"
    head = f"Authentication-Results: mx.example.org; {results}\n".encode()

    mail = read_mail(head + make_mail(sender="recruiter@example.org"))

    assert mail.authentication.server == "mx.example.org"
    assert not is_vouched_for(mail, "recruiter@example.org")


def test_verdict_with_comments_and_quotation_marks_still_vouches(settings):
    settings.CRM_MAIL_AUTHSERV_ID = "mx.example.org"
    head = (
        b'Authentication-Results: mx.example.org; spf=none (no "record);\n dkim=pass (2048 bit) header.d=example.org\n'
    )

    assert is_vouched_for(read_mail(head + make_mail(sender="recruiter@example.org")), "recruiter@example.org")


def test_date_at_the_end_of_time_is_none():
    head = b"Date: Fri, 31 Dec 9999 23:59:59 -1200\n"

    mail = read_mail(head + make_mail("body").replace(b"\nDate:", b"\nX-Date:", 1))

    assert (mail.sent_at, mail.text) == (None, "body")
