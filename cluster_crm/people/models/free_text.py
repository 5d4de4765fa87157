"""Free text holds no citizen service number: staff are asked to remove one (CAND-DATA-31, UAVG 46)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_crm.people.national_id import find_bsns
from privacy.declarations import declaration_of


def refuse_bsn(row: models.Model) -> None:
    """Refuse a row of which a personal text holds a valid citizen service number; identifiers have their own form."""
    held = {
        field.name: ValidationError(_("This holds a citizen service number: take it out."), code="holds_bsn")
        for field in row._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and (declaration := declaration_of(field)) is not None
        and declaration.category is not None
        and declaration.identifier is None
        and find_bsns(field.value_from_object(row) or "")
    }
    if held:
        raise ValidationError(held)
