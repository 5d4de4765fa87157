"""The page of users."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import BaseUserCreationForm
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cluster_crm.accounts.models import User
from privacy.actions.subjects import register_subject
from privacy.admin.records import TrackedAdmin
from privacy.vocabulary import Source, SubjectKind

PROFILE = ("email", "display_name", "role", "language", "theme", "has_shortcuts", "is_active")

admin.site.unregister(Group)  # roles and the permission matrix decide


class UserCreationForm(BaseUserCreationForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """A new user, with a password that he is told and changes."""

    class Meta:
        model = User
        fields = ("email", "display_name", "role", "language")

    def clean_email(self) -> str:
        """Write the address in lower case."""
        return str(self.cleaned_data["email"]).lower()


@admin.register(User)
class UserAdmin(TrackedAdmin[User], DjangoUserAdmin):  # type: ignore[type-arg]  # takes no brackets at run time
    """Users and their roles; who leaves is closed, not deleted, for the history names him by number."""

    icon = "user-shield"
    admin_order = 70
    add_form = UserCreationForm
    list_display = ("display_name", "email", "role", "is_active", "last_login")
    list_filter = ("role", "is_active")
    search_fields = ("display_name", "email")
    ordering = ("-pk",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets: ClassVar[Any] = (
        (None, {"fields": PROFILE}),
        (_("Sign-in"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets: Any = ((None, {"fields": ("email", "display_name", "role", "language", "password1", "password2")}),)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Make a new user a data subject like everybody else (STAFF-01)."""
        if not change:
            obj.data_subject = register_subject(SubjectKind.STAFF, source=Source.APPLICATION)
        super().save_model(request, obj, form, change)
