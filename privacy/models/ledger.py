"""The erasure ledger: proof that persons were erased, and what a restore needs to erase them again (ERASE-05)."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from privacy.declarations import Keep, PersonalRecord, not_personal, personal
from privacy.models.person_row import PersonRow
from privacy.vocabulary import Category, ErasureGround, Identifier, RefusalCode, RetentionClass


class ErasureLedgerEntry(PersonRow):
    """That a person was erased in a role: when, in which run, on which ground, how many rows of which stores.

    The keys of `counts` are stores (`app.model`), its values numbers of rows.
    """

    personal_data = PersonalRecord(keep=Keep(RefusalCode.LEGAL_DUTY, RetentionClass.RIGHTS_FILE, "Art. 5(2) GDPR"))
    is_append_only = True
    keeps_its_number = True

    run_id = not_personal(models.UUIDField(_("erasure")))
    ground = not_personal(models.CharField(_("ground"), max_length=2, choices=ErasureGround.choices))
    counts = not_personal(models.JSONField(_("rows by store"), default=dict), json_keys=["*"])
    executed_at = not_personal(models.DateTimeField(_("erased at")))

    class Meta(PersonRow.Meta):
        verbose_name = _("entry of the erasure ledger")
        verbose_name_plural = _("erasure ledger")
        constraints = [
            *PersonRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["run_id", "data_subject", "subject_kind"], name="privacy_erasureledgerentry_once"
            ),
            models.CheckConstraint(
                condition=Q(ground__in=ErasureGround.values), name="privacy_erasureledgerentry_known_ground"
            ),
        ]
        indexes = [models.Index(fields=["executed_at"], name="privacy_erasureledger_at")]

    def __str__(self) -> str:
        return f"EL-{str(self.pk)[-8:]}"


class ErasureDigestQuerySet(models.QuerySet["ErasureDigest"]):
    """Questions about digests."""

    def expired(self, on: date) -> Self:
        """Digests that no backup needs any more."""
        return self.filter(drop_on__lte=on)


class ErasureDigest(PersonRow):
    """The keyed hash of an address or name that was erased: finds it again in a restored backup, then it is dropped."""

    personal_data = PersonalRecord(
        keep=Keep(RefusalCode.LEGAL_DUTY, RetentionClass.RIGHTS_FILE, "Art. 5(2), 17, 32 GDPR", until=F("drop_on"))
    )
    is_append_only = True
    keeps_its_number = True

    entry = not_personal(models.ForeignKey(ErasureLedgerEntry, models.PROTECT, related_name="digests"))
    identifier = not_personal(models.CharField(_("of what"), max_length=12, choices=Identifier.choices))
    digest = personal(models.CharField(_("keyed hash"), max_length=64), Category.PRIVACY_RECORD)
    drop_on = not_personal(models.DateField(_("dropped on"), db_index=True))

    objects = ErasureDigestQuerySet.as_manager()

    class Meta(PersonRow.Meta):
        verbose_name = _("hash of an erased identifier")
        verbose_name_plural = _("hashes of erased identifiers")
        constraints = [
            *PersonRow.Meta.constraints,
            models.UniqueConstraint(fields=["entry", "identifier", "digest"], name="privacy_erasuredigest_once"),
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="privacy_erasuredigest_only_hash"
            ),
        ]
        indexes = [models.Index(fields=["digest"], name="privacy_erasuredigest_find")]

    def __str__(self) -> str:
        return f"ED-{str(self.pk)[-8:]}"
