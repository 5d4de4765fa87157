"""The catalogue of one role, read once and asked often: by `clean()`, creation, import, masks and exports."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from privacy.exceptions import NotInCatalogue, PurposeNotAllowed
from privacy.models.catalogue import CatalogueEntry
from privacy.vocabulary import Category, LawfulBasis, Purpose, Role, Stage, SubjectKind


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The active rows about one role, frozen when they were read. What they do not allow is refused."""

    kind: SubjectKind
    rows: Mapping[tuple[Category, Stage], CatalogueEntry] = field(repr=False)

    @classmethod
    def load(cls, kind: SubjectKind | str, *, profile: str = "NL") -> Self:
        """Read the active rows about a role; one query."""
        return cls.load_all([SubjectKind(kind)], profile=profile)[SubjectKind(kind)]

    @classmethod
    def load_all(cls, kinds: Collection[SubjectKind], *, profile: str = "NL") -> dict[SubjectKind, Self]:
        """Read the active rows about several roles; one query."""
        rows: dict[SubjectKind, dict[tuple[Category, Stage], CatalogueEntry]] = {kind: {} for kind in kinds}
        for entry in CatalogueEntry.objects.filter(profile=profile, subject_kind__in=kinds).active().weighed():
            rows[SubjectKind(entry.subject_kind)][Category(entry.category), Stage(entry.stage)] = entry
        return {kind: cls(kind, held) for kind, held in rows.items()}

    def entry(self, category: Category, stage: Stage = Stage.HIRE) -> CatalogueEntry | None:
        """Return the row in force for a category at a stage: of those reached, the latest."""
        for reached in reversed(stage.reached):
            if row := self.rows.get((category, reached)):
                return row
        return None

    def at(self, stage: Stage) -> Self:
        """Return the catalogue as it is about a person at a stage; what only a later stage knows keeps its rows."""
        reached = {key: row for key, row in self.rows.items() if key[1] in stage.reached}
        known = {category for category, _stage in reached}
        later = {key: row for key, row in self.rows.items() if key[0] not in known}
        return replace(self, rows={**reached, **later})

    def require(self, categories: Iterable[Category], stage: Stage = Stage.ANY) -> None:
        """Refuse with `NotInCatalogue` unless every category may be held at this stage."""
        if missing := {category for category in categories if self.entry(category, stage) is None}:
            raise NotInCatalogue(self.kind, missing, stage)

    def require_purpose(self, purpose: Purpose, category: Category, stage: Stage = Stage.HIRE) -> None:
        """Refuse with `PurposeNotAllowed` a use that the row in force does not name (LAW-02)."""
        row = self.entry(category, stage)
        if row is None or purpose not in {*row.standing_purposes, *row.consent_purposes}:
            raise PurposeNotAllowed(self.kind, category, purpose)

    def basis(
        self, category: Category, stage: Stage = Stage.HIRE, *, purpose: Purpose | None = None
    ) -> LawfulBasis | None:
        """Return the basis that carries a category, or one use of it, at a stage (LB-06); None where nothing does."""
        row = self.entry(category, stage)
        if row is None:
            return None
        return LawfulBasis.CONSENT if purpose in row.consent_purposes else LawfulBasis(row.basis)

    def visible_to(self, role: Role) -> frozenset[Category]:
        """Return the categories that some row in the catalogue shows to users in a role (LAW-16)."""
        return frozenset(category for (category, _stage), row in self.rows.items() if role in row.visible_to)
