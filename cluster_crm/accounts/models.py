"""Who signs in: a member of staff with one role."""

from typing import Any, Final

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from privacy import permissions
from privacy.actions.subjects import register_subject
from privacy.declarations import PersonalRecord, not_personal, personal
from privacy.models import DataSubject
from privacy.vocabulary import Category, Identifier, Role, Source, SubjectKind


class UserManager(BaseUserManager["User"]):
    """Makes users; each is a data subject like everybody else (STAFF-01)."""

    @transaction.atomic
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user; without a password nobody can sign in as him."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        subject = fields.pop("data_subject", None) or DataSubject.objects.create()
        user = self.model(email=email.strip().lower(), data_subject=subject, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an administrator: `createsuperuser` makes no one who stands outside the permission matrix."""
        subject = register_subject(SubjectKind.STAFF, source=Source.APPLICATION)
        return self.create_user(email, password, data_subject=subject, **fields | {"role": Role.ADMINISTRATOR})

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find a user by e-mail address, however it was typed."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A member of staff who signs in by e-mail; his role decides what he sees and may do (SEC-01)."""

    class Theme(models.TextChoices):
        """How the pages look."""

        SYSTEM = "system", _("as the device")
        LIGHT = "light", _("light")
        DARK = "dark", _("dark")

    class Language(models.TextChoices):
        """In which language the pages are."""

        DUTCH = "nl", "Nederlands"
        ENGLISH = "en", "English"

    personal_data = PersonalRecord(kind=SubjectKind.STAFF)

    id = not_personal(models.BigAutoField(primary_key=True))
    data_subject = not_personal(
        models.ForeignKey(DataSubject, models.PROTECT, related_name="+", editable=False, verbose_name=_("data subject"))
    )
    password = not_personal(models.CharField(_("password"), max_length=128, editable=False))
    last_login = personal(
        models.DateTimeField(_("last sign-in"), null=True, blank=True, editable=False), Category.ACCOUNT
    )
    email = personal(models.EmailField(_("e-mail address"), unique=True), Category.ACCOUNT, identifier=Identifier.EMAIL)
    display_name = personal(models.CharField(_("name"), max_length=100), Category.ACCOUNT)
    role = personal(models.CharField(_("role"), max_length=20, choices=Role.choices), Category.ACCOUNT)
    language = not_personal(
        models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.DUTCH)
    )
    theme = not_personal(models.CharField(_("theme"), max_length=6, choices=Theme.choices, default=Theme.SYSTEM))
    has_shortcuts = not_personal(models.BooleanField(_("single keys are shortcuts"), default=True))
    is_active = not_personal(models.BooleanField(_("may sign in"), default=True))
    date_joined = personal(models.DateTimeField(_("since"), default=timezone.now, editable=False), Category.ACCOUNT)
    history = HistoricalRecords(excluded_fields=["password", "last_login"])

    objects = UserManager()

    EMAIL_FIELD = USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]
    is_superuser: Final = False

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["display_name", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="accounts_user_email_lower"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="accounts_user_known_role"),
        ]

    def __str__(self) -> str:
        return f"U-{self.pk}"

    def clean(self) -> None:
        """Write the address in lower case: it is compared without regard to case."""
        self.email = self.email.strip().lower()

    def get_short_name(self) -> str:
        """Return the name for the header of the pages."""
        return self.display_name

    @property
    def is_staff(self) -> bool:
        """Whether the admin opens its door; what stands behind it is the matrix's decision."""
        return self.is_active

    def has_perm(self, perm: str, _obj: object = None) -> bool:
        """Return whether the permission matrix allows `app.act_model`, or the deed `app.deed`."""
        return permissions.allows_codename(self, perm)

    def has_module_perms(self, app_label: str) -> bool:
        """Return whether anything of an app is open to this user."""
        return permissions.allows_anything_of(self, app_label)
