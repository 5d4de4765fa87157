"""What stands under e-mails that are marketing: who sends it, why the person gets it, how it stops (LAW-14, LAW-45).

And what the pages say that such a link leads to.
"""

from typing import Final

from django.utils.translation import gettext_lazy as _

from privacy.texts import Placeholder, TextDeclaration, Wording
from privacy.vocabulary import TextKind

WAY_OUT: Final = {
    "reason": Placeholder("U hebt hier zelf toestemming voor gegeven.", is_required=True),
    "stop_link": Placeholder("https://example.org/nl/privacy/stop/…", is_required=True),
    "preferences_link": Placeholder("https://example.org/nl/privacy/choices/", is_required=True),
}

MARKETING_FOOTER: Final = TextDeclaration(
    "mail.marketing_footer",
    TextKind.NOTICE,
    _("Stands under each marketing e-mail"),
    Wording(
        "Waarom krijgt u deze e-mail? {reason}\n\n"
        "U mag altijd bezwaar maken tegen reclame. Wij stoppen dan meteen.\n"
        "Geen reclame meer van ons: {stop_link}\n"
        "Zelf kiezen wat u krijgt: {preferences_link}\n\n"
        "{controller}, {controller_address}\n"
        "Vragen over uw gegevens: {controller_mailbox}"
    ),
    Wording(
        "Why do you get this e-mail? {reason}\n\n"
        "You can object to marketing at any time. We then stop at once.\n"
        "No more marketing from us: {stop_link}\n"
        "Choose what you get: {preferences_link}\n\n"
        "{controller}, {controller_address}\n"
        "Questions about your data: {controller_mailbox}"
    ),
    WAY_OUT,
)

ALERT_FOOTER: Final = TextDeclaration(
    "mail.alert_footer",
    TextKind.NOTICE,
    _("Stands under each vacancy alert"),
    Wording(
        "Waarom krijgt u deze e-mail? {reason}\n\n"
        "Geen vacatures meer per e-mail: {stop_link}\n"
        "Zelf kiezen wat u krijgt: {preferences_link}\n\n"
        "{controller}, {controller_address}\n"
        "Vragen over uw gegevens: {controller_mailbox}"
    ),
    Wording(
        "Why do you get this e-mail? {reason}\n\n"
        "No more vacancies by e-mail: {stop_link}\n"
        "Choose what you get: {preferences_link}\n\n"
        "{controller}, {controller_address}\n"
        "Questions about your data: {controller_mailbox}"
    ),
    WAY_OUT,
)

REASONS: Final = (
    TextDeclaration(
        "mail.reason_optin",
        TextKind.NOTICE,
        _("Why somebody gets an e-mail: consent"),
        Wording("U hebt hier zelf toestemming voor gegeven. U kunt die altijd intrekken."),
        Wording("You said yes to it yourself. You can take that back at any time."),
    ),
    TextDeclaration(
        "mail.reason_soft",
        TextKind.NOTICE,
        _("Why somebody gets an e-mail: soft opt-in"),
        Wording(
            "U hebt bij ons gesolliciteerd, ons uw cv gestuurd of een vacature aangemeld. Wij schrijven u over "
            "vergelijkbare diensten van ons."
        ),
        Wording(
            "You applied with us, sent us your CV or registered a vacancy. We write to you about similar services "
            "of ours."
        ),
    ),
    TextDeclaration(
        "mail.reason_b2b",
        TextKind.NOTICE,
        _("Why somebody gets an e-mail: business address"),
        Wording("Uw organisatie is klant van ons, of dit zakelijke adres is hiervoor bekendgemaakt."),
        Wording("Your organisation is a customer of ours, or this business address was published for it."),
    ),
    TextDeclaration(
        "mail.reason_li",
        TextKind.NOTICE,
        _("Why somebody gets an e-mail: legitimate interests"),
        Wording("Wij willen weten hoe u onze dienst vond. Dat is ons gerechtvaardigd belang; u mag bezwaar maken."),
        Wording("We want to know what you thought of our service. That is our legitimate interest; you can object."),
    ),
)

PAGES: Final = (
    TextDeclaration(
        "page.stop_marketing",
        TextKind.PAGE,
        _("Page of the link under a marketing e-mail"),
        Wording(
            "Met deze knop stopt alle reclame van ons, per e-mail, telefoon en post. U hoeft niet in te loggen.\n\n"
            "Berichten over uw sollicitatie, uw contract of uw rechten blijven komen. Vacatures die u zelf hebt "
            "aangevraagd ook.",
            "Geen reclame meer",
        ),
        Wording(
            "This button stops all our marketing, by e-mail, telephone and post. You do not have to sign in.\n\n"
            "Messages about your application, your contract or your rights will still come. So will vacancies that you "
            "asked for yourself.",
            "No more marketing",
        ),
    ),
    TextDeclaration(
        "page.stop_alerts",
        TextKind.PAGE,
        _("Page of the link under a vacancy alert"),
        Wording(
            "Met deze knop krijgt u geen vacatures meer per e-mail. U hoeft niet in te loggen.\n\n"
            "Berichten over uw sollicitatie, uw contract of uw rechten blijven komen.",
            "Geen vacatures meer per e-mail",
        ),
        Wording(
            "This button stops vacancies by e-mail. You do not have to sign in.\n\n"
            "Messages about your application, your contract or your rights will still come.",
            "No more vacancies by e-mail",
        ),
    ),
    TextDeclaration(
        "page.stopped_marketing",
        TextKind.PAGE,
        _("Page that says that marketing stopped"),
        Wording(
            "U krijgt geen reclame meer van ons. Wat al klaarstond, is ingetrokken.\n\n"
            "Vacatures die u zelf hebt aangevraagd, blijven komen.",
            "Gestopt: alle reclame",
        ),
        Wording(
            "You get no more marketing from us. What was waiting to be sent has been taken back.\n\n"
            "Vacancies that you asked for yourself will still come.",
            "Stopped: all marketing",
        ),
    ),
    TextDeclaration(
        "page.stopped_alerts",
        TextKind.PAGE,
        _("Page that says that vacancy alerts stopped"),
        Wording(
            "U krijgt geen vacatures meer per e-mail. Andere e-mail van ons blijft zoals u die hebt gekozen.",
            "Gestopt: vacatures per e-mail",
        ),
        Wording(
            "You get no more vacancies by e-mail. Other e-mail from us stays as you chose it.",
            "Stopped: vacancies by e-mail",
        ),
    ),
    TextDeclaration(
        "page.stopped_everything",
        TextKind.PAGE,
        _("Page that says that marketing and vacancy alerts stopped"),
        Wording(
            "U krijgt geen reclame en geen vacatures meer van ons. Wat al klaarstond, is ingetrokken.\n\n"
            "Alleen berichten die bij onze dienst horen, komen nog: over uw sollicitatie, uw contract of uw rechten.",
            "Gestopt: alles",
        ),
        Wording(
            "You get no more marketing and no more vacancies from us. What was waiting has been taken back.\n\n"
            "Only messages that belong to our service will still come: about your application, your contract or your "
            "rights.",
            "Stopped: everything",
        ),
    ),
)

TEXTS: Final = (MARKETING_FOOTER, ALERT_FOOTER, *REASONS, *PAGES)
