"""The prose of the privacy notice that is not data, and the messages that carry notices (Articles 12-14, GEN-07)."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from privacy.texts import Placeholder, TextDeclaration, Wording
from privacy.vocabulary import TextKind

PROSE: Final = (
    "notice.short",
    "notice.collection",
    "notice.recipients",
    "notice.transfers",
    "notice.obligatory",
    "notice.rights",
    "notice.objection",
    "notice.automated",
    "notice.complaint",
    "notice.changes",
)
"""The texts that the privacy notice is made of beside registry and catalogue, in the order in which it needs them."""


def _prose(code: str, label: str | Promise, nl: Wording, en: Wording) -> TextDeclaration:
    return TextDeclaration(code, TextKind.NOTICE, label, nl, en)


NOTICE_PAGE: Final = (
    _prose(
        "notice.short",
        _("Privacy notice: the short version, one line each"),
        Wording(
            "Wij bewaren alleen gegevens die helpen om mensen en werk bij elkaar te brengen.\n"
            "Wij kregen uw gegevens van u zelf, of van iemand anders; dan laten wij u dat weten.\n"
            "Uw gegevens gaan alleen naar wie ze voor dat doel nodig heeft, en nooit zomaar naar een werkgever.\n"
            "Twee jaar na ons laatste echte contact verwijderen wij ze, tenzij de wet ons iets anders oplegt.\n"
            "U kunt uw gegevens inzien, verbeteren of laten verwijderen, en altijd bezwaar maken tegen reclame.",
            "In het kort",
        ),
        Wording(
            "We keep only data that help to bring people and work together.\n"
            "We got your data from you, or from somebody else; in that case we tell you.\n"
            "Your data go only to those who need them for that purpose, and never to an employer just like that.\n"
            "Two years after our last real contact we delete them, unless the law says otherwise.\n"
            "You can see, correct or delete your data, and always object to marketing.",
            "In short",
        ),
    ),
    _prose(
        "notice.collection",
        _("Privacy notice: where data come from"),
        Wording(
            "De meeste gegevens krijgen wij van u zelf. Krijgen wij ze van iemand anders, dan vertellen wij u binnen"
            " een"
            " maand van wie, en eerder als wij u schrijven of uw gegevens aan een ander willen geven.",
            "Hoe wij aan gegevens komen",
        ),
        Wording(
            "Most data we get from you. Where we get them from somebody else we tell you within a month from whom, and"
            " sooner if we write to you or want to give your data to another.",
            "How we get data",
        ),
    ),
    _prose(
        "notice.recipients",
        _("Privacy notice: who receives data"),
        Wording(
            "Gegevens van kandidaten gaan naar een opdrachtgever als de kandidaat dat voor die functie goedvindt."
            " Bedrijven die ons systemen of diensten leveren verwerken gegevens namens ons, met een overeenkomst."
            " Een overheidsdienst krijgt gegevens alleen als de wet dat eist. Wie precies uw gegevens kreeg, hoort u"
            " als u daarom vraagt.",
            "Wie gegevens krijgt",
        ),
        Wording(
            "Data of candidates go to a client when the candidate agrees for that role. Companies that supply"
            " systems or"
            " services process data for us, under an agreement. A public authority gets data only where the law demands"
            " it. Who exactly received your data we tell you when you ask.",
            "Who receives data",
        ),
    ),
    _prose(
        "notice.transfers",
        _("Privacy notice: data outside the European Economic Area"),
        Wording(
            "Wij bewaren gegevens in de Europese Economische Ruimte. Gaat er toch iets naar een land daarbuiten, dan"
            " staat"
            " hieronder welk land en welke waarborg er is; een kopie daarvan kunt u opvragen.",
            "Buiten de Europese Economische Ruimte",
        ),
        Wording(
            "We keep data in the European Economic Area. Where something goes to a country outside it, the list"
            " below names"
            " the country and the safeguard, of which you can ask a copy.",
            "Outside the European Economic Area",
        ),
    ),
    _prose(
        "notice.obligatory",
        _("Privacy notice: whether data must be given"),
        Wording(
            "Bij een wettelijke plicht of een overeenkomst hebben wij de gegevens nodig: zonder die gegevens kunnen"
            " wij de"
            " overeenkomst niet uitvoeren of u niet in dienst nemen. Alle andere gegevens geeft u vrijwillig. Laat u"
            " die"
            " weg, dan kan onze dienst minder goed passen; inschrijven kan gewoon.",
            "Moet u gegevens geven?",
        ),
        Wording(
            "For a legal duty or a contract we need the data: without them we cannot perform the contract or employ"
            " you."
            " All other data you give freely. If you leave them out our service may suit you less; you can still"
            " register.",
            "Must you give data?",
        ),
    ),
    _prose(
        "notice.rights",
        _("Privacy notice: the rights of people"),
        Wording(
            "Schrijf ons om een recht te gebruiken. Wij antwoorden binnen een maand; het kost niets.",
            "Uw rechten",
        ),
        Wording(
            "Write to us to use a right. We answer within a month; it costs nothing.",
            "Your rights",
        ),
    ),
    _prose(
        "notice.objection",
        _("Privacy notice and notices: the right to object, shown separately"),
        Wording(
            "U mag altijd bezwaar maken. Tegen reclame: dan stoppen wij meteen. Tegen gebruik op grond van ons"
            " belang: dan"
            " stoppen wij, tenzij wij zwaarwegende redenen hebben die wij u uitleggen.",
            "Uw recht van bezwaar",
        ),
        Wording(
            "You may always object. To marketing: then we stop at once. To use for our legitimate interests: then we"
            " stop,"
            " unless we have compelling reasons, which we explain to you.",
            "Your right to object",
        ),
    ),
    _prose(
        "notice.automated",
        _("Privacy notice: automated decisions"),
        Wording(
            "Over mensen beslissen bij ons mensen. Wij nemen geen besluiten door een computer alleen.",
            "Geautomatiseerde besluiten",
        ),
        Wording(
            "With us people decide about people. We take no decisions by computer alone.",
            "Automated decisions",
        ),
    ),
    _prose(
        "notice.complaint",
        _("Privacy notice: complaints"),
        Wording(
            "Bent u ontevreden? Zeg het ons: {controller_mailbox}. U kunt ook een klacht indienen bij de"
            " toezichthouder,"
            " of naar de rechter gaan.",
            "Klachten",
        ),
        Wording(
            "Are you dissatisfied? Tell us: {controller_mailbox}. You can also complain to the supervisory"
            " authority, or"
            " go to court.",
            "Complaints",
        ),
    ),
    _prose(
        "notice.changes",
        _("Privacy notice: changes"),
        Wording(
            "Verandert er iets, dan staat de nieuwe versie op deze pagina en blijven de oude te lezen. Verandert er"
            " iets"
            " belangrijks voor u, dan schrijven wij u.",
            "Wijzigingen",
        ),
        Wording(
            "When something changes the new version stands on this page and the old ones stay readable. When something"
            " important changes for you, we write to you.",
            "Changes",
        ),
    ),
)

NOTICE_VALUES: Final[Mapping[str, Placeholder]] = {
    "name": Placeholder("Noor de Vries"),
    "reference": Placeholder("C-10482"),
    "source": Placeholder("LinkedIn", is_required=True),
    "collected_on": Placeholder("12 maart 2026"),
    "categories": Placeholder("naam, contactgegevens, arbeidsverleden", is_required=True),
    "purposes": Placeholder("werving en selectie", is_required=True),
    "bases": Placeholder("gerechtvaardigd belang", is_required=True),
    "retention": Placeholder("2 jaar na het laatste betekenisvolle contact"),
    "objection": Placeholder("U mag altijd bezwaar maken.", is_required=True, is_block=True),
    "notice_link": Placeholder("https://example.org/nl/privacy/", is_required=True),
    "authority": Placeholder("Autoriteit Persoonsgegevens, https://example.org/", is_required=True),
}

_ABOUT_NL: Final = (
    "Welke gegevens: {categories}.\n"
    "Waarvoor: {purposes}.\n"
    "Grondslag: {bases}.\n"
    "Hoe lang: {retention}.\n\n"
    "UW RECHT VAN BEZWAAR\n{objection}\n\n"
    "U kunt uw gegevens ook inzien, verbeteren, laten verwijderen, beperken of meenemen. De hele verklaring, met wie"
    " gegevens krijgt en al uw rechten: {notice_link}\n\n"
    "Vragen of een klacht? Schrijf {controller_mailbox}. Een klacht kan ook bij {authority}.\n\n"
    "{controller}\n{controller_address}\nKenmerk: {reference}"
)
_ABOUT_EN: Final = (
    "Which data: {categories}.\n"
    "What for: {purposes}.\n"
    "Lawful basis: {bases}.\n"
    "How long: {retention}.\n\n"
    "YOUR RIGHT TO OBJECT\n{objection}\n\n"
    "You can also see, correct, delete, restrict or take along your data. The whole notice, with who receives data and"
    " all your rights: {notice_link}\n\n"
    "Questions or a complaint? Write to {controller_mailbox}. You can also complain to {authority}.\n\n"
    "{controller}\n{controller_address}\nReference: {reference}"
)


def _mail(code: str, label: str | Promise, nl: Wording, en: Wording) -> TextDeclaration:
    return TextDeclaration(
        code,
        TextKind.MAIL,
        label,
        Wording(f"{nl.body}\n\n{_ABOUT_NL}", nl.subject_line),
        Wording(f"{en.body}\n\n{_ABOUT_EN}", en.subject_line),
        NOTICE_VALUES,
    )


NOTICE_MAILS: Final = (
    _mail(
        "notice.mail_from_others",
        _("Notice of data that others gave (Article 14)"),
        Wording(
            "Beste {name},\n\nWij hebben gegevens over u. Wij kregen ze niet van u zelf, maar van: {source}"
            " (op {collected_on}). U hoort te weten wat wij hebben en wat u kunt doen.",
            "Wij hebben gegevens over u",
        ),
        Wording(
            "Dear {name},\n\nWe hold data about you. We did not get them from you, but from: {source}"
            " (on {collected_on}). You should know what we hold and what you can do.",
            "We hold data about you",
        ),
    ),
    _mail(
        "notice.mail_from_person",
        _("Notice of data that the person gave without seeing the notice (Article 13)"),
        Wording(
            "Beste {name},\n\nU gaf ons gegevens ({source}, op {collected_on}). Hier leest u wat wij daarmee doen.",
            "Wat wij met uw gegevens doen",
        ),
        Wording(
            "Dear {name},\n\nYou gave us data ({source}, on {collected_on}). Here you read what we do with them.",
            "What we do with your data",
        ),
    ),
    _mail(
        "notice.mail_new_data",
        _("Notice that we hold more kinds of data than before (CLI-DATA-05)"),
        Wording(
            "Beste {name},\n\nWij hebben sinds {collected_on} meer soorten gegevens over u dan wij u eerder vertelden"
            " (bron: {source}).",
            "Wij hebben meer gegevens over u",
        ),
        Wording(
            "Dear {name},\n\nSince {collected_on} we hold more kinds of data about you than we told you before"
            " (source: {source}).",
            "We hold more data about you",
        ),
    ),
    _mail(
        "notice.mail_supplier",
        _("Notice that a supplier hands on to somebody whom we reach only so"),
        Wording(
            "Wilt u dit bericht geven aan de persoon met kenmerk {reference}, die via u aan ons is voorgesteld, en"
            " ons laten"
            " weten dat u dat deed?\n\n---\n\nWij hebben gegevens over u. Wij kregen ze van: {source}"
            " (op {collected_on}).",
            "Wilt u dit doorgeven? Kenmerk {reference}",
        ),
        Wording(
            "Please hand this message to the person with reference {reference}, who was presented to us through you,"
            " and tell"
            " us that you did.\n\n---\n\nWe hold data about you. We got them from: {source} (on {collected_on}).",
            "Please hand this on. Reference {reference}",
        ),
    ),
)

POLICY_CHANGE: Final = TextDeclaration(
    "notice.mail_policy_change",
    TextKind.MAIL,
    _("Message about a new version of the privacy notice (GEN-06)"),
    Wording(
        "Beste relatie,\n\nWij veranderen onze privacyverklaring. Versie {version} geldt vanaf {effective_from}.\n\n"
        "Wat er verandert:\n{summary}\n\nDe hele verklaring: {notice_link}\n\n"
        "UW RECHT VAN BEZWAAR\n{objection}\n\n"
        "Vragen of een klacht? Schrijf {controller_mailbox}.\n\n{controller}\n{controller_address}",
        "Onze privacyverklaring verandert",
    ),
    Wording(
        "Dear relation,\n\nWe are changing our privacy notice. Version {version} applies from {effective_from}.\n\n"
        "What changes:\n{summary}\n\nThe whole notice: {notice_link}\n\n"
        "YOUR RIGHT TO OBJECT\n{objection}\n\n"
        "Questions or a complaint? Write to {controller_mailbox}.\n\n{controller}\n{controller_address}",
        "Our privacy notice is changing",
    ),
    {
        "version": Placeholder("2.0"),
        "effective_from": Placeholder("1 januari 2027", is_required=True),
        "summary": Placeholder("Wij bewaren gegevens korter.", is_required=True, is_block=True),
        "notice_link": Placeholder("https://example.org/nl/privacy/", is_required=True),
        "objection": Placeholder("U mag altijd bezwaar maken.", is_block=True),
    },
)

TEXTS: Final = (*NOTICE_PAGE, *NOTICE_MAILS, POLICY_CHANGE)
