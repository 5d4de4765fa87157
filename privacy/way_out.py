"""The link under an e-mail by which its kind stops: good for as long as somebody has the mail."""

import struct
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from privacy.exceptions import Unreadable
from privacy.keyed_hash import hash_identifier
from privacy.sealed_links import seal, unseal
from privacy.vocabulary import Identifier, Purpose, SubjectKind

AIM: Final = "stop"
FORM: Final = struct.Struct("!16s32sBB")  # person, keyed hash of the address, lengths of role and purpose


@dataclass(frozen=True, slots=True)
class WayOut:
    """Who got a message as what and about what, and the keyed hash of the address that it went to."""

    data_subject_id: UUID
    kind: SubjectKind
    purpose: Purpose
    digest: str

    @property
    def is_alert(self) -> bool:
        """Whether the link stands under a vacancy alert: it stops alerts, and the others stop marketing (AMB-31)."""
        return self.purpose == Purpose.JOB_ALERT


def seal_way_out(data_subject_id: UUID, kind: SubjectKind, purpose: Purpose, address: str) -> str:
    """Return the text for the address of a link under a message."""
    role, aim = kind.value.encode(), purpose.value.encode()
    digest = bytes.fromhex(hash_identifier(Identifier.EMAIL, address))
    return seal(AIM, FORM.pack(data_subject_id.bytes, digest, len(role), len(aim)) + role + aim)


def read_way_out(token: str) -> WayOut:
    """Read a link; raises Unreadable for whatever we did not make."""
    plain = unseal(AIM, token)
    try:
        person, digest, length, rest = FORM.unpack_from(plain)
        words = plain[FORM.size :]
        role, aim = words[:length].decode(), words[length : length + rest].decode()
        return WayOut(UUID(bytes=person), SubjectKind(role), Purpose(aim), digest.hex())
    except (struct.error, ValueError):
        raise Unreadable("format") from None
