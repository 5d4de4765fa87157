"""Filling the catalogue from a country profile."""

from dataclasses import asdict
from typing import Final

from django.db import transaction

from privacy.models.catalogue import CatalogueEntry, LegitimateInterestsAssessment
from privacy.models.catalogue_view import Catalogue
from privacy.models.legal_references import LegalReference
from privacy.profiles import nl
from privacy.profiles.rows import Assessment, Entry, Profile
from privacy.vocabulary import Purpose

__all__ = ["PROFILES", "Catalogue", "load_profile"]

PROFILES: Final = {"nl": nl.PROFILE}


@transaction.atomic
def load_profile(name: str = "nl") -> int:
    """Add the rows of a profile that are not there yet; what the privacy officer edited stays. Returns how many."""
    profile = PROFILES[name]
    before = CatalogueEntry.objects.count()
    LegitimateInterestsAssessment.objects.bulk_create(
        [_assessment(row, profile) for row in profile.assessments], ignore_conflicts=True
    )
    assessments = {
        Purpose(row.purpose): row for row in LegitimateInterestsAssessment.objects.filter(profile=profile.code)
    }
    CatalogueEntry.objects.bulk_create(
        [_entry(row, profile, assessments) for row in profile.entries], ignore_conflicts=True
    )
    LegalReference.objects.bulk_create([LegalReference(**asdict(law)) for law in profile.law], ignore_conflicts=True)
    return CatalogueEntry.objects.count() - before


def _assessment(row: Assessment, profile: Profile) -> LegitimateInterestsAssessment:
    return LegitimateInterestsAssessment(
        profile=profile.code,
        purpose=row.purpose,
        subject_kinds=list(row.subject_kinds),
        interest=row.interest,
        necessity=row.necessity,
        balance=row.balance,
        interest_nl=row.interest_nl,
        balance_nl=row.balance_nl,
        reviewer=profile.reviewer,
        assessed_on=profile.assessed_on,
        review_on=profile.review_on,
    )


def _entry(row: Entry, profile: Profile, assessments: dict[Purpose, LegitimateInterestsAssessment]) -> CatalogueEntry:
    return CatalogueEntry(
        profile=profile.code,
        requirements=row.requirements.split(),
        subject_kind=row.kind,
        category=row.category,
        stage=row.stage,
        purposes=list(row.purposes),
        consent_purposes=list(row.consent_purposes),
        basis=row.basis,
        special_condition=row.condition or "",
        assessment=assessments[row.assessed_for] if row.assessed_for else None,
        visible_to=list(row.visible_to),
        client_may_see=row.client_may_see,
        retention_class=row.retention,
        is_encrypted=row.is_encrypted,
        logs_reads=row.logs_reads,
        is_active=row.is_active,
        legal_source=row.legal_source,
        note=row.note,
    )
