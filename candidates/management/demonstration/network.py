"""Everybody around the invented candidates: people at clients and suppliers, vacancies, referees, visitors."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils import timezone

from candidates.actions.named_people import name_emergency_contact, name_referee
from candidates.actions.pipeline import apply, move, shortlist
from candidates.actions.placements import place
from candidates.actions.supplied import register_supplied_candidate
from candidates.models import Application, Candidate, EmergencyContact, Placement, Referee
from candidates.readers.candidate_draft import CandidateDraft
from clients.actions.contacts import register_client_contact
from clients.actions.organisations import register_client
from clients.actions.vacancies import open_vacancy
from clients.models import Client, ClientContact, Vacancy
from cluster_crm.accounts.models import User
from cluster_crm.people.actions.drafts import ContactDraft
from cluster_crm.people.actions.interactions import Participant, log_interaction
from cluster_crm.people.actions.staff import register_staff
from cluster_crm.people.actions.tasks import plan_task
from cluster_crm.people.models import Interaction, StaffMember
from cluster_crm.website.actions.messages import Sender, receive_message
from privacy.actions.roles import Origin
from privacy.models import PolicyVersion, SubjectRole
from privacy.vocabulary import Source, SubjectKind
from suppliers.actions.agreements import record_agreement
from suppliers.actions.attestations import record_attestation
from suppliers.actions.bank_details import record_bank_details
from suppliers.actions.contacts import register_supplier_contact
from suppliers.actions.organisations import register_supplier
from suppliers.models import Supplier

Step = Application.Step

CLIENTS: Final = {
    "Havenhandel B.V.": (("Sanne", "", "Visser", "directeur"), ("Kees", "de", "Wit", "hoofd logistiek")),
    "Zorggroep Zonnehof": (("Fatima", "", "Aksoy", "teamleider"),),
    "Polder Bouw B.V.": (("Teun", "van", "Dam", "uitvoerder"), ("Lies", "", "Mulder", "inkoper")),
}
VACANCIES: Final = (
    ("Havenhandel B.V.", "Planner logistiek", "Rotterdam", 36, 3200, 3900),
    ("Havenhandel B.V.", "Financieel medewerker", "Rotterdam", 32, 2900, 3500),
    ("Zorggroep Zonnehof", "Verpleegkundige", "Amersfoort", 28, 3000, 4100),
    ("Polder Bouw B.V.", "Calculator", "Lelystad", 40, 3600, 4700),
)
WAYS: Final = (
    (Step.SCREENING,),
    (Step.SCREENING,),
    (Step.PROPOSED, Step.INTERVIEW),
    (Step.PROPOSED, Step.INTERVIEW, Step.OFFER),
    (Step.REJECTED,),
)
INVENTED_IBAN: Final = "NL02ABNA0123456789"  # the example of the standard


def load_network(candidates: Sequence[Candidate], *, recruiter: User, consultant: User, finance: User) -> None:
    """Put the candidates among the people whom an agency deals with."""
    clients = {name: _client(name, people, recruiter) for name, people in CLIENTS.items()}
    vacancies = [_vacancy(row, clients, recruiter) for row in VACANCIES]
    _fill(vacancies, candidates, recruiter)
    _supplier(recruiter, finance)
    _named_by(candidates[0], recruiter)
    _own_people(recruiter)
    _plan(candidates, recruiter, consultant)


def _ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def _at(days: int, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(_ago(days), time(hour)))


def _client(name: str, people: Sequence[tuple[str, str, str, str]], by: User) -> Client:
    client = register_client(name=name, by=by, owner=by)
    for number, (given_name, infix, family_name, function) in enumerate(people):
        draft = ContactDraft(
            given_name=given_name,
            infix=infix,
            family_name=family_name,
            email=f"{given_name}.{family_name}@example.com".lower(),
            phone=f"+3185200{number + len(name):04}",
        )
        source = Source.CLIENT_INBOUND if number == 0 else Source.EVENT_LIST
        contact = register_client_contact(
            draft, client=client, source=source, collected_on=_ago(40), by=by, function=function
        )
        log_interaction(
            [Participant(contact.pk, SubjectKind.CLIENT_CONTACT, "Zoekt dit najaar versterking.")],
            kind=Interaction.Kind.CALL,
            direction=Interaction.Direction.OUTBOUND,
            happened_at=_at(3 + number, 11),
            recipient=client.recipient,
            by=by,
            source=Source.CLIENT_INBOUND,
        )
    return client


def _vacancy(row: tuple[str, str, str, int, int, int], clients: dict[str, Client], by: User) -> Vacancy:
    name, title, city, hours, pay_from, pay_to = row
    vacancy = Vacancy(
        client=clients[name],
        title=title,
        city=city,
        hours=hours,
        pay_from=pay_from,
        pay_to=pay_to,
        opened_on=_ago(21),
        owner=by,
        needs_financial_integrity=title.startswith("Financieel"),
        needs_conduct_certificate=title == "Verpleegkundige",
    )
    contacts = ClientContact.objects.filter(memberships__client=clients[name]).order_by("sort_name")[:1]
    return open_vacancy(vacancy, by=by, contacts=contacts)


def _fill(vacancies: Sequence[Vacancy], candidates: Sequence[Candidate], by: User) -> None:
    """Give each vacancy a shortlist with people at every step, and the first of them a placement."""
    free = iter(candidates)
    for vacancy in vacancies:
        first = apply(next(free), vacancy, source=Source.APPLICATION, by=by, applied_on=_ago(9))
        others = shortlist([next(free) for _ in WAYS[1:]], vacancy, by=by)
        for application, way in zip([first, *others], WAYS, strict=True):
            for step in way:
                move(application, step, by=by, reason=Application.Reason.EXPERIENCE if step is Step.REJECTED else "")
    offered = Application.objects.filter(vacancy=vacancies[0], step=Step.OFFER).get()
    place(offered, contract=Placement.Contract.AGENCY, started_on=_ago(2), by=by)


def _supplier(by: User, finance: User) -> Supplier:
    supplier = register_supplier(name="Flexpool Oost B.V.", by=by)
    draft = ContactDraft(given_name="Ingrid", infix="ter", family_name="Horst", email="ingrid.terhorst@example.com")
    contact = register_supplier_contact(
        draft, supplier=supplier, source=Source.COOPERATION, collected_on=_ago(200), by=by, function="accountmanager"
    )
    record_agreement(supplier, reference="FO-2026-11", started_on=_ago(190), by=by)
    record_bank_details(supplier, iban=INVENTED_IBAN, holder="Flexpool Oost B.V.", on=timezone.localdate(), by=finance)
    policy = PolicyVersion.objects.filter(published_at__isnull=False).latest("effective_from")
    record_attestation(supplier, on=_ago(180), policy_version=policy, attested_by=contact, by=by)
    worker = CandidateDraft(
        given_name="Marek", family_name="Nowak", email="marek.nowak@example.org", headline="Heftruckchauffeur"
    )
    register_supplied_candidate(worker, supplier, collected_on=_ago(10), by=by)
    return supplier


def _named_by(candidate: Candidate, by: User) -> None:
    """Let one candidate name a referee, and one who works through us an emergency contact."""
    told = Origin(Source.VIA_CANDIDATE, "", _ago(5))
    referee = Referee(given_name="Hanneke", family_name="Bos", employer="Bos Transport", email="h.bos@example.com")
    name_referee(_role(candidate), referee, relation="leidinggevende", origin=told, by=by)
    placed = Placement.objects.select_related("candidate").get().candidate
    called = EmergencyContact(given_name="Jo", family_name="Timmer", phone="+31685200001")
    name_emergency_contact(_role(placed), called, relation="partner", origin=told, by=by)


def _role(candidate: Candidate) -> SubjectRole:
    return SubjectRole.objects.get(pk=candidate.number)


def _own_people(by: User) -> None:
    starter = StaffMember(
        given_name="Nina", family_name="Post", email="nina.post@example.org", position="recruiter", is_prospective=True
    )
    register_staff(starter, origin=Origin(Source.INTERVIEW, "", _ago(12)), by=by)
    visitor = Sender(given_name="Omar", family_name="Haddad", email="omar.haddad@example.org")
    receive_message(visitor, "Hebben jullie ook werk in de avonduren?", received_at=_at(1, 20))


def _plan(candidates: Sequence[Candidate], recruiter: User, consultant: User) -> None:
    works = ("Terugbellen over de reistijd", "CV nalopen", "Afspraak bij de klant bevestigen")
    for number, (candidate, text) in enumerate(zip(candidates, works, strict=False)):
        by = consultant if number == len(works) - 1 else recruiter
        plan_task(candidate.pk, SubjectKind.CANDIDATE, text=text, due_on=_ago(-number), by=by)
