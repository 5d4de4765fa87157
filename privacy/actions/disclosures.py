"""The one door through which data leave the house (SHARE-01, Articles 15(1)(c) and 19)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection
from django.utils import timezone

from cluster_crm.history.acting import acting
from privacy.actions.notices import advance_notices, refuse_overdue
from privacy.actions.restriction import refuse_restricted
from privacy.actions.subjects import lock_live_role
from privacy.actions.usable import LeftOut, left_out, lock_persons, opted_out
from privacy.exceptions import GoesOneByOne, NotToBeShared, RecipientInactive
from privacy.labels import category_of
from privacy.models import Disclosure, Recipient
from privacy.models.catalogue import ClientView
from privacy.models.catalogue_view import Catalogue
from privacy.vocabulary import Category, LawfulBasis, Purpose, Stage, SubjectKind

AT_ONCE: Final = 500


def disclose(
    data_subject_id: UUID,
    kind: SubjectKind,
    *,
    to: Recipient,
    fields: Collection[str],
    purpose: Purpose,
    basis: LawfulBasis,
    by: AbstractBaseUser | None,
    stage: Stage = Stage.ROLE,
    reference: str = "",
) -> Disclosure:
    """Record that a recipient gets these fields (`app.model.field`); call it before they go, in one transaction.

    Refuses an inactive recipient, a restricted person, one who should have been told of the data's source by now, one
    who does not want it to go to such a recipient, and a field that the catalogue does not allow for the purpose.
    """
    today = timezone.localdate()
    recipient = Recipient.objects.filter(pk=to.pk, is_active=True).first()
    if recipient is None:
        raise RecipientInactive(str(to))
    refuse_restricted(data_subject_id, kind)
    refuse_overdue(data_subject_id, kind, on=today)
    catalogue = Catalogue.load(kind)
    for category in {category_of(label) for label in fields}:
        catalogue.require_purpose(purpose, category, stage)
    user_id = by.pk if by else None
    with acting(user_id, "disclosure"):
        lock_live_role(data_subject_id, kind)
        if opted_out([data_subject_id], recipient):
            raise NotToBeShared(str(to))
        advance_notices(data_subject_id, kind, first_disclosure_on=today)
        return Disclosure.objects.create(
            data_subject_id=data_subject_id,
            subject_kind=kind,
            recipient=to,
            purpose=purpose,
            basis=basis,
            fields=sorted(fields),
            disclosed_at=timezone.now(),
            disclosed_by_id=user_id,
            reference=reference,
        )


def check_disclosure(
    kind: SubjectKind,
    categories: Collection[Category],
    *,
    to: Recipient,
    purpose: Purpose,
    stage: Stage = Stage.ROLE,
) -> Mapping[LawfulBasis, frozenset[Category]]:
    """Return on which basis which categories may go to a recipient for many persons at once, or refuse.

    An authority gets data through the privacy officer, case by case (USE-CA-10). To another controller goes of
    candidates what the catalogue shows to clients without asking each of them (CAND-DATA-33).
    """
    recipient = Recipient.objects.filter(pk=to.pk, is_active=True).first()
    if recipient is None:
        raise RecipientInactive(str(to))
    if recipient.recipient_role == Recipient.RecipientRole.AUTHORITY:
        raise GoesOneByOne(frozenset())
    catalogue = Catalogue.load(kind)
    if kind == SubjectKind.CANDIDATE and recipient.recipient_role == Recipient.RecipientRole.CONTROLLER:
        rows = {category: catalogue.entry(category, stage) for category in categories}
        if shy := {each for each, row in rows.items() if row is None or row.client_may_see != ClientView.YES}:
            raise GoesOneByOne(frozenset(shy))
    found = defaultdict(set)
    for category in categories:
        catalogue.require_purpose(purpose, category, stage)
        found[catalogue.basis(category, stage, purpose=purpose)].add(category)
    if None in found or LawfulBasis.CONSENT in found:
        raise GoesOneByOne(frozenset(found[None] | found[LawfulBasis.CONSENT]))
    return {basis: frozenset(held) for basis, held in found.items() if basis is not None}


def disclose_many(
    persons: Collection[UUID],
    kind: SubjectKind,
    *,
    to: Recipient,
    fields: Collection[str],
    purpose: Purpose,
    by: AbstractBaseUser | None,
    reference: str = "",
) -> Mapping[UUID, LeftOut]:
    """Record that a recipient gets these fields of many persons; return whose may not go, and why.

    Call it before they go, in one transaction. The statements for `AT_ONCE` persons are constant; each person gets a
    row for each basis. Restricted persons, those whose notice is owed, and those who do not want it to go to such a
    recipient are left out: nothing is recorded of them.
    """
    labels = {label: category_of(label) for label in fields}
    bases = check_disclosure(kind, set(labels.values()), to=to, purpose=purpose)
    user_id, absent = by.pk if by else None, dict[UUID, LeftOut]()
    now = Recipient.objects.get(pk=to.pk)
    asked = sorted(persons)
    with acting(user_id, "disclosure"):
        for start in range(0, len(asked), AT_ONCE):
            some = asked[start : start + AT_ONCE]
            lock_persons(some)
            absent |= left_out(some, kind, is_disclosed=True, on=timezone.localdate(), to=now)
            for basis, categories in bases.items():
                entry = Disclosure(
                    subject_kind=kind,
                    recipient=to,
                    purpose=purpose,
                    basis=basis,
                    fields=sorted(label for label, category in labels.items() if category in categories),
                    disclosed_at=timezone.now(),
                    disclosed_by_id=user_id,
                    reference=reference,
                )
                _record([person for person in some if person not in absent], entry)
    return absent


def _record(persons: Sequence[UUID], entry: Disclosure) -> None:
    """Write the same disclosure for each of some persons; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO privacy_disclosure (id, data_subject_id, subject_kind, recipient_id, purpose, basis, fields,"
            " disclosed_at, disclosed_by_id, reference)"
            " SELECT gen_random_uuid(), person, %s, %s, %s, %s, %s, %s, %s, %s FROM unnest(%s::uuid[]) person",
            [
                str(entry.subject_kind),
                entry.recipient_id,
                str(entry.purpose),
                str(entry.basis),
                entry.fields,
                entry.disclosed_at,
                entry.disclosed_by_id,
                entry.reference,
                list(persons),
            ],
        )
