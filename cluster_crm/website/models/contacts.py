"""People who wrote to us on the site or in its chat, and what they wrote (WEB-DATA-03)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from cluster_crm.people.models import Person
from cluster_crm.people.models.free_text import refuse_bsn
from privacy.declarations import PersonalRecord, not_personal, personal
from privacy.models.personal import PersonalModel
from privacy.vocabulary import Category, SubjectKind


class WebsiteContact(Person):
    """Somebody who wrote to us on the website (websitegebruiker): name and where to answer, no more."""

    personal_data = PersonalRecord(kind=SubjectKind.WEBSITE_USER)

    history = HistoricalRecords()

    class Meta(Person.Meta):
        abstract = False
        verbose_name = _("website contact")
        verbose_name_plural = _("website contacts")
        indexes = [
            *Person.Meta.indexes,
            models.Index(fields=["sort_name", "data_subject"], name="website_contact_by_name"),
            models.Index(fields=["updated_at", "data_subject"], name="website_contact_by_change"),
        ]

    def __str__(self) -> str:
        return f"WU-{self.number}"


class WebsiteMessage(PersonalModel):
    """What somebody wrote on the site or in the chat, in his own words."""

    personal_data = PersonalRecord(kind=SubjectKind.WEBSITE_USER, subject="contact")

    contact = not_personal(
        models.ForeignKey(
            WebsiteContact,
            models.CASCADE,
            db_column="data_subject_id",
            related_name="messages",
            verbose_name=_("website contact"),
        )
    )
    text = personal(models.TextField(_("text")), Category.CORRESPONDENCE)
    received_at = personal(models.DateTimeField(_("received at"), db_index=True), Category.CORRESPONDENCE)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("message from the website")
        verbose_name_plural = _("messages from the website")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="website_message_has_text")]

    def __str__(self) -> str:
        return f"WM-{str(self.pk)[-8:]}"

    def clean(self) -> None:
        """Ask the catalogue, and keep a citizen service number out of the text."""
        refuse_bsn(self)
        super().clean()
