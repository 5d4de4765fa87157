"""Roles that clients want filled, and what such a role lawfully demands of a person."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clients.models.client import Client
from clients.models.contacts import ClientContact
from cluster_crm.history.models import HistoricalRecords
from cluster_crm.web.uuid7 import uuid7
from privacy.declarations import NotPersonal, PersonalRecord, not_personal
from privacy.models.personal import PersonalModel
from privacy.vocabulary import SubjectKind


class VacancyQuerySet(models.QuerySet["Vacancy"]):
    """Questions about vacancies."""

    def open(self) -> Self:
        """Those for which somebody is still sought."""
        return self.filter(status=Vacancy.Status.OPEN)


class Vacancy(models.Model):
    """A role at a client that somebody is sought for (vacature, CLI-DATA-06).

    What a check on a candidate needs as its reason stands here: without the mark, the check is refused.
    """

    class Status(models.TextChoices):
        """Where the search stands."""

        OPEN = "open", _("open")
        ON_HOLD = "on_hold", _("on hold")
        FILLED = "filled", _("filled")
        CLOSED = "closed", _("closed without result")

    personal_data = NotPersonal("A role, not a person; contacts and applicants stand in rows of their own.")

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    client = not_personal(models.ForeignKey(Client, models.PROTECT, related_name="vacancies", verbose_name=_("client")))
    title = not_personal(models.CharField(_("title"), max_length=200))
    description = not_personal(models.TextField(_("description"), blank=True))
    city = not_personal(models.CharField(_("place"), max_length=100, blank=True))
    hours = not_personal(models.PositiveSmallIntegerField(_("hours a week"), null=True, blank=True))
    pay_from = not_personal(
        models.DecimalField(_("pay a month from, in euros"), max_digits=9, decimal_places=2, null=True, blank=True)
    )
    pay_to = not_personal(
        models.DecimalField(_("pay a month up to, in euros"), max_digits=9, decimal_places=2, null=True, blank=True)
    )
    status = not_personal(
        models.CharField(_("status"), max_length=8, choices=Status.choices, default=Status.OPEN, db_index=True)
    )
    opened_on = not_personal(models.DateField(_("open since"), db_index=True))
    closed_on = not_personal(models.DateField(_("closed on"), null=True, blank=True))
    needs_financial_integrity = not_personal(
        models.BooleanField(
            _("financial integrity"), default=False, help_text=_("Allows a financial background check (CAND-DATA-15).")
        )
    )
    needs_conduct_certificate = not_personal(
        models.BooleanField(
            _("certificate of conduct"), default=False, help_text=_("Allows to ask for a VOG (CAND-DATA-20).")
        )
    )
    needs_religion = not_personal(
        models.BooleanField(
            _("legal exception on religion"),
            default=False,
            help_text=_("Allows a declaration of religion or belief (CAND-DATA-19)."),
        )
    )
    needs_driving_licence = not_personal(
        models.BooleanField(
            _("driving licence"), default=False, help_text=_("Allows to note licence categories (LAW-34).")
        )
    )
    owner = not_personal(
        models.ForeignKey(
            settings.AUTH_USER_MODEL,
            models.SET_NULL,
            null=True,
            blank=True,
            related_name="+",
            verbose_name=_("owner"),
        )
    )
    history = HistoricalRecords()

    objects = VacancyQuerySet.as_manager()

    class Meta:
        verbose_name = _("vacancy")
        verbose_name_plural = _("vacancies")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="clients_vacancy_has_title"),
            models.CheckConstraint(
                condition=Q(pay_from__isnull=True) | Q(pay_to__isnull=True) | Q(pay_to__gte=F("pay_from")),
                name="clients_vacancy_pay_range",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["open", "on_hold"], closed_on__isnull=True)
                | Q(status__in=["filled", "closed"], closed_on__isnull=False),
                name="clients_vacancy_closed_on",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")), name="clients_vacancy_order"
            ),
        ]

    def __str__(self) -> str:
        return f"V-{str(self.pk)[-8:]}"


class VacancyContact(PersonalModel):
    """That a client contact deals with a vacancy; it goes with the contact."""

    personal_data = PersonalRecord(kind=SubjectKind.CLIENT_CONTACT, subject="contact")

    vacancy = not_personal(
        models.ForeignKey(Vacancy, models.CASCADE, related_name="contacts", verbose_name=_("vacancy"))
    )
    contact = not_personal(
        models.ForeignKey(
            ClientContact,
            models.CASCADE,
            db_column="data_subject_id",
            related_name="vacancies",
            verbose_name=_("client contact"),
        )
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("contact for a vacancy")
        verbose_name_plural = _("contacts for vacancies")
        constraints = [models.UniqueConstraint(fields=["vacancy", "contact"], name="clients_vacancycontact_once")]

    def __str__(self) -> str:
        return f"VC-{str(self.pk)[-8:]}"
