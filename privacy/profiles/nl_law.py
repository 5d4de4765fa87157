"""The law that the Dutch profile rests on: citations as the catalogue and the plans of erasures use them (GLO-09)."""

from typing import Final

from privacy.profiles.rows import Law

GDPR: Final = "https://eur-lex.europa.eu/eli/reg/2016/679/oj"
UAVG: Final = "https://wetten.overheid.nl/BWBR0040940/"

LAW: Final = (
    Law("Art. 5(2) GDPR", "EU", "verantwoordingsplicht", "accountability", GDPR),
    Law("Art. 5(2), 12 GDPR", "EU", "verantwoording over verzoeken", "accountability for requests", GDPR),
    Law("Art. 5(2), 32 GDPR", "EU", "verantwoording en beveiliging", "accountability and security", GDPR),
    Law("Art. 5(2), 17, 32 GDPR", "EU", "bewijs van het wissen", "proof of the erasure", GDPR),
    Law("Art. 5(2), 7(1), 12-22 GDPR", "EU", "bewijs van toestemming en rechten", "proof of consents and rights", GDPR),
    Law("Art. 7(1) GDPR", "EU", "bewijs van toestemming", "proof of consent", GDPR),
    Law("Art. 9(2)(a) GDPR", "EU", "uitdrukkelijke toestemming", "explicit consent", GDPR),
    Law("Art. 9(2)(b) GDPR", "EU", "arbeidsrecht en sociale zekerheid", "employment and social-security law", GDPR),
    Law("Art. 10 GDPR", "EU", "strafrechtelijke gegevens", "criminal data", GDPR),
    Law("Art. 12(3), 19 GDPR", "EU", "antwoord en kennisgeving", "answer and notification", GDPR),
    Law("Art. 14 GDPR", "EU", "informatie over gegevens van anderen", "notice of data from others", GDPR),
    Law("Art. 15(1)(c), 19 GDPR", "EU", "wie de gegevens kreeg", "who received the data", GDPR),
    Law("Art. 17(3)(b) GDPR", "EU", "bewaren om een wettelijke plicht", "keeping under a legal duty", GDPR),
    Law("Art. 17(3)(e) GDPR", "EU", "bewaren voor een rechtsvordering", "keeping for a legal claim", GDPR),
    Law("Art. 21(3) GDPR", "EU", "geen direct marketing na bezwaar", "no direct marketing after an objection", GDPR),
    Law("Art. 87 GDPR", "EU", "nationaal nummer", "national number", GDPR),
    Law("UAVG 25", "NL", "gegevens over ras of etniciteit", "data on race or ethnicity", UAVG),
    Law("UAVG 30", "NL", "gezondheid op het werk", "health at work", UAVG),
    Law("UAVG 31-33", "NL", "strafrechtelijke gegevens", "criminal data", UAVG),
    Law("UAVG 46", "NL", "burgerservicenummer", "citizen service number", UAVG),
    Law("AWR 52", "NL", "administratieplicht, 7 jaar", "duty to keep accounts, 7 years", ""),
    Law("AWR 52(4)", "NL", "bewaren van de administratie, 7 jaar", "keeping accounts, 7 years", ""),
    Law("Wet LB 28", "NL", "identiteit van werknemers", "identity of employees", ""),
    Law("Uitvoeringsregeling LB 7.5", "NL", "kopie identiteitsbewijs, 5 jaar", "copy of the ID, 5 years", ""),
    Law("Uitvoeringsregeling LB 7.9", "NL", "loonbelastingverklaring, 5 jaar", "wage-tax statement, 5 years", ""),
    Law("Wabb", "NL", "gebruik van het burgerservicenummer", "use of the citizen service number", ""),
    Law("Wav 15", "NL", "werkvergunning, 5 jaar", "work permit, 5 years", ""),
    Law("Waadi 7c", "NL", "identiteit bij uitzenden, 4 weken", "identity with temporary work, 4 weeks", ""),
    Law("Wmk 4", "NL", "geen medische vragen bij aanstelling", "no medical questions before hire", ""),
    Law("Wft", "NL", "betrouwbaarheid in de financiële sector", "integrity in the financial sector", ""),
    Law("AWGB", "NL", "gelijke behandeling", "equal treatment", ""),
    Law("WGBL", "NL", "gelijke behandeling naar leeftijd", "equal treatment by age", ""),
    Law("Directive (EU) 2023/970 Art. 5", "EU", "geen vraag naar eerder loon", "no question about pay history", ""),
    Law("Tw 11.7a", "NL", "cookies en wat erop lijkt", "cookies and the like", ""),
    Law("WOR 27(1)(k)(l)", "NL", "instemming van de ondernemingsraad", "consent of the works council", ""),
)
