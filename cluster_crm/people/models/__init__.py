"""What people in all roles have in common: persons, interactions, tasks and notes; and staff."""

from cluster_crm.people.models.activity import OnlineActivity
from cluster_crm.people.models.findings import TextFinding, TextScan, WithheldWords
from cluster_crm.people.models.interactions import Interaction, InteractionNote, InteractionParticipant
from cluster_crm.people.models.investigations import Investigation
from cluster_crm.people.models.membership import Membership
from cluster_crm.people.models.notes import ToldNote
from cluster_crm.people.models.person import AddressedPerson, Person
from cluster_crm.people.models.recordings import CallRecording
from cluster_crm.people.models.staff import StaffMember
from cluster_crm.people.models.tags import PersonTag, Tag
from cluster_crm.people.models.tasks import Task

__all__ = [
    "AddressedPerson",
    "CallRecording",
    "Interaction",
    "InteractionNote",
    "InteractionParticipant",
    "Investigation",
    "Membership",
    "OnlineActivity",
    "Person",
    "PersonTag",
    "StaffMember",
    "Tag",
    "Task",
    "TextFinding",
    "TextScan",
    "ToldNote",
    "WithheldWords",
]
