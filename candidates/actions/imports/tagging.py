"""The tags of an import and of its rows, put on the people."""

from collections.abc import Sequence
from uuid import UUID

from candidates.actions.imports.assessing import Assessed, Rules
from cluster_crm.people.actions.tags import is_tag, tag_people
from privacy.vocabulary import SubjectKind


def put_tags(assessed: Sequence[Assessed], rules: Rules) -> dict[UUID, list[UUID]]:
    """Put the tags of rows on whom they made or changed; returns what was added, by person.

    A word that is no tag is left out: the check said so.
    """
    tags: dict[UUID, list[str]] = {}
    for one in assessed:
        own = [tag for tag in one.read.draft.tags if is_tag(tag)]
        tags[one.person] = [*tags.get(one.person, ()), *rules.batch.tags, *own]
    return tag_people(SubjectKind.CANDIDATE, tags)
