"""What a text says about offences, sentences and suspicion (Article 10 GDPR, 31-33 UAVG)."""

from cluster_crm.people.special_data.mentions import SpecialKind
from cluster_crm.people.special_data.rules import WORK, Rule

C = SpecialKind.CRIMINAL
OFFENCES = (
    "fraude,diefstal,mishandeling,geweld,drugshandel,drugsbezit,inbraak,oplichting,rijden onder invloed,"
    "verduistering,"
    "witwassen,bedreiging,zedendelict,moord,doodslag,brandstichting,heling,wapenbezit,belediging,openlijke "
    "geweldpleging,"
    "fraud,theft,assault,burglary,drunk driving,drink driving,dui,drug dealing,drug possession,embezzlement,"
    "robbery,"
    "money laundering,manslaughter,murder,shoplifting,winkeldiefstal,valsheid in geschrifte,forgery,arson"
)
PRISON = "gevangenis,cel,detentie,hechtenis,gevangenschap,prison,jail,custody,de bak,jeugddetentie,tbs,bajes"
WORKERS = "werkte|bewaarder|worker|officer|advocaat|attorney|lawyer|jurist|onderzocht|detect|boek|book|begeleid|helped"

RULES = (
    Rule(
        "criminal.convicted",
        C,
        "veroordeeld,convicted,found guilty,sentenced,schuldig bevonden,guilty",
        "(?:<is>|ooit|eerder|been|pleaded|heeft|in \\d{4}) (?:<gap>)?<term>(?: (?:voor|wegens|tot|of|for|to|in))?",
        "werkgever|bedrijf|company|employer|gemeente|bank",
    ),
    Rule(
        "criminal.record",
        C,
        "strafblad,strafrechtelijk verleden,justitieel verleden,criminal record,criminal past,"
        "criminele verleden,crimineel verleden,criminal convictions,justitiële documentatie,criminal conviction,"
        "antecedenten,police record",
        "(?:<has>|zijn|haar|mijn|his|her|my|with|met|no|geen|zonder|without) <fill><term>",
        "controle|onderzoek naar|check|system|systeem",
    ),
    Rule("criminal.sat", C, "vastgezeten,vast gezeten,gebromd", "<term>", "file|lift|bus|trein"),
    Rule(
        "criminal.prison",
        C,
        PRISON,
        "(?:zat|zit|gezeten|jaar|maanden|in|uit|served|released|spent|was|went|na|from|to) <gap>"
        "(?:in|uit|from|to|na|time in|out of)? ?(?:de |het |een |zijn |haar |the |<own> )?<term>(?: (?:heeft |"
        "had )?gezeten)?(?! (?:officer|service|van|reform))",
        WORKERS + "|architect|docent|les |teacher|bezoek",
    ),
    Rule(
        "criminal.after_prison",
        C,
        "detentie,gevangenisstraf,prison,jail,celstraf,tbs",
        "(?:na|tijdens|sinds|after|during) <own> <term>",
        WORKERS,
    ),
    Rule(
        "criminal.sentence",
        C,
        "taakstraf,werkstraf,celstraf,gevangenisstraf,gevangenisstraffen,enkelband,leerstraf,"
        "community service,prison sentence,suspended sentence,ankle monitor,ankle tag,jail time,voorwaardelijke "
        "straf",
        "(?:<has>|draagt|kreeg|did|wears|serving|served|moet|uitvoeren|nog|loopt|got|received) <gap>(?:een |a |"
        "the |boete en )?<term>",
        WORKERS,
    ),
    Rule(
        "criminal.suspect",
        C,
        "verdachte,suspect,verdacht",
        "(?:<is>|als|as) <fill><term>(?: (?:in|van|of))?",
        "advocaat|attorney|lawyer",
    ),
    Rule(
        "criminal.arrested",
        C,
        "opgepakt,aangehouden,gearresteerd,arrested,gedagvaard,detained",
        "(?:<is>|ooit|been|en) <gap><term>",
        "filosoof|afspraak|draad",
    ),
    Rule(
        "criminal.held",
        C,
        "opgepakt,aangehouden,gearresteerd,arrested",
        "<term> (?:voor|wegens|door de|for|by)",
        "draad",
    ),
    Rule(
        "criminal.caught",
        C,
        OFFENCES,
        "(?:pleegde|gepleegd|bekende|committed|confessed to|ontslagen wegens|ontslagen om|fined (?:<gap>)?for|"
        "betrapt op|verdacht van|veroordeeld voor|vervolgd voor|vervolgd wegens|"
        "charged with|accused of|guilty of|convicted of|arrested for|opgepakt voor|probation after|conviction for|"
        "veroordeling voor|veroordeling wegens|done for) <fill><term>",
        "advocaat|attorney|lawyer|defended|verdedigde",
    ),
    Rule(
        "criminal.for",
        C,
        OFFENCES + ",drugs",
        "(?:rechter|cel|jaar|maanden|rijbewijs|zaak|straf|gestraft|geldboete|boete|time|caution|fined|"
        "fine|sentence|years|months|licence|record|kwijt|ingevorderd|ontslagen|fired|dismissed) "
        "(?:<gap>)?(?:voor|wegens|for|over) <fill><term>",
        WORK,
    ),
    Rule(
        "criminal.word",
        C,
        "did time,on parole,maanden cel,jaar cel,gestraft,proeftijd van justitie,gevangenisverleden,"
        "ex-gedetineerde,strafblad,criminal record,behind bars,achter de tralies,rijontzegging,straatverbod,"
        "contactverbod",
        unless=WORK,
    ),
    Rule("criminal.did", C, OFFENCES, "<term> (?:gepleegd|begaan|bekend|toegegeven)", WORK),
    Rule("criminal.fined", C, "fined,beboet", "<is> <fill><term> (?:by the court|door de rechter|for|wegens)", WORK),
    Rule("criminal.cleared", C, "vrijgesproken,acquitted,geseponeerd,seponering", "<term>", WORK),
    Rule(
        "criminal.case",
        C,
        "strafzaak,criminal case,court case,strafproces,proeftijd van de rechter",
        "(?:loopt|lopende|heeft|pending|has|verwikkeld) <gap><term>",
        "advocaat|griffier|rechter|lawyer|clerk",
    ),
    Rule(
        "criminal.case_against",
        C,
        "strafzaak,criminal case,strafvervolging,aangifte",
        "<term> (?:tegen|against) (?:hem|haar|mij|him|her|me)",
    ),
    Rule(
        "criminal.supervised",
        C,
        "reclassering,probation service,parole,voorwaardelijk vrij,voorwaardelijke invrijheidstelling",
        "(?:toezicht van|contact met|begeleiding van|onder|loopt bij|on|supervised by) (?:de |the )?<term>(?! officer)",
        "werkte|beleid|adviseur",
    ),
    Rule(
        "criminal.vog",
        C,
        "vog,verklaring omtrent het gedrag",
        "(?:<term> <gap>(?:geweigerd|afgewezen|niet gekregen)|"
        "(?:krijgt|kreeg|gekregen) geen <term>|weigering van <own> <term>)",
    ),
    Rule(
        "criminal.conviction",
        C,
        "veroordeling,veroordelingen,conviction,convictions",
        "(?:wegens|vanwege|door|heeft|oude|eerdere|"
        "because of|has|previous|spent|unspent|<own>) <fill>(?:oude |eerdere |old |previous |prior )?<term>",
        WORKERS,
    ),
    Rule(
        "criminal.past",
        C,
        "justitie,police,politie,ex-offender,ex-gedetineerde,ex-delinquent,ex-convict,former prisoner",
        "(?:(?:aanraking|trouble) (?:is |was )?(?:geweest |gekomen )?(?:met|with) (?:de |the )?<term>|<is> "
        "<fill><term>)"
        "(?! (?:officer|agent))",
        "werkte",
    ),
)
