"""What a text says about pregnancy, and about sexual orientation or gender identity (Article 9 GDPR; 7:646 BW)."""

from cluster_crm.people.special_data.mentions import SpecialKind
from cluster_crm.people.special_data.rules import WORK, Rule

P, O = SpecialKind.PREGNANCY, SpecialKind.ORIENTATION  # noqa: E741 - the two kinds of this file
MONTHS = (
    "januari,februari,maart,april,mei,juni,juli,augustus,september,oktober,november,december,january,february,"
    "march,"
    "may,june,july,august,october"
)
COVER = "vervang|cover|policy|beleid|functie|brochure|docent|yoga|hr-?beleid|regeling"

RULES = (
    Rule(
        "pregnancy.is",
        P,
        "zwanger,hoogzwanger,pregnant,in verwachting,expecting",
        "(?:<is>|raken|worden|get|getting|maanden|"
        "weken|months|weeks) <fill><term>(?! van (?:ideeën|plannen)| (?:an? )?(?:offer|answer|call|reply|"
        "results?|to|that|"
        "pause|growth))",
        "team|offer|answer|reply",
    ),
    Rule(
        "pregnancy.mentioned",
        P,
        "zwanger,hoogzwanger,zwangerschap,pregnant,pregnancy,zwangerschapsmisselijkheid,miskraam,"
        "miscarriage,kinderwens,keizersnede,bekkeninstabiliteit",
        unless=WORK + "|" + COVER + "|vrouwen|women|ideeën|pause|team|uitgever",
    ),
    Rule("pregnancy.alone", P, "zwanger,pregnant,borstvoeding,breastfeeding,kinderwens", r"^\W*<fill><term><ends>"),
    Rule(
        "pregnancy.baby",
        P,
        "baby,child,kind,kindje,dochter,zoon,daughter,son,tweeling,twins",
        "(?:expecting|verwacht|verwachten|having|"
        "bevallen van|gave birth to|birth to|in verwachting van) (?:<own> |een |a |twee |de )?(?:eerste |tweede |"
        "first |second )?<term>",
    ),
    Rule(
        "pregnancy.due",
        P,
        "uitgerekend",
        "<term> (?:in|op|voor|rond|eind|half|begin) (?:\\d+|eind|half|begin|" + MONTHS.replace(",", "|") + ")",
    ),
    Rule(
        "pregnancy.due_weeks",
        P,
        "uitgerekend,due",
        "(?:over|in) \\w+ (?:weken|maanden|weeks|months) <term>",
        "invoice|factuur|payment|report",
    ),
    Rule("pregnancy.along", P, "along,heen", "\\w+ (?:months|weeks|maanden|weken) <term>(?! with)", "project|drive"),
    Rule(
        "pregnancy.child_born",
        P,
        "geboren,born",
        "(?:kind|kindje|baby|dochter|zoon|daughter|son|tweeling|twins) (?:is |was )?<term>",
    ),
    Rule(
        "pregnancy.gets",
        P,
        "tweeling,twins,kindje,baby,kind",
        "(?:een|a|eerste|tweede|derde) <term> (?:krijgt|krijgen|verwacht|verwachten|op komst|on the way)",
    ),
    Rule("pregnancy.due_date", P, "due date,uitgerekende datum", "(?:her|my|mijn|haar) <term>"),
    Rule(
        "pregnancy.leave",
        P,
        "zwangerschapsverlof,bevallingsverlof,maternity leave,pregnancy leave",
        "(?:<term>)",
        COVER,
    ),
    Rule(
        "pregnancy.born",
        P,
        "bevallen",
        "(?:<is>|ik|ze|zij|net|onlangs|maand) <gap><term>",
        "goed|slecht|prima|functie|baan|team|werk",
    ),
    Rule("pregnancy.loss", P, "miskraam,miscarriage,abortus,abortion", "(?:<has>|na|after) <gap><term>|<term> gehad"),
    Rule(
        "pregnancy.wish",
        P,
        "kinderwens,have children,have kids,have a baby,start a family,kinderen krijgen,een gezin stichten",
        "(?:<has>|wil|wants|want|planning|plans|hoping|hoopt|graag|<own>) <gap><term>",
    ),
    Rule(
        "pregnancy.ivf",
        P,
        "ivf-traject,ivf-behandeling,ivf treatment,ivf,vruchtbaarheidsbehandeling,fertility treatment",
        "(?:zit|bezig|volgt|gestart|undergoing|having|started|ondergaat|in) <gap><term>",
        "afdeling|ziekenhuis|arts|nurse|clinic",
    ),
    Rule(
        "pregnancy.feeds",
        P,
        "borstvoeding,kolft,kolfruimte,breastfeeding",
        "(?:geeft|wil|<is>|vraagt|needs) <fill>(?:een )?<term>",
    ),
    Rule(
        "orientation.is",
        O,
        "homo,homoseksueel,lesbisch,lesbienne,biseksueel,heteroseksueel,hetero,gay,bi,transgender,"
        "trans,transseksueel,non-binair,nonbinair,genderfluïde,queer,panseksueel,aseksueel,interseksueel,lesbian,"
        "bisexual,"
        "heterosexual,homosexual,straight,non-binary,nonbinary,transsexual,asexual,intersex,a trans man,a trans "
        "woman",
        "(?:<is>|noemt zichzelf|identifies as|identify as|identificeert zich als) <fill>(?:a )?<term>(?!-| "
        "(?:forward|to|health|"
        "pride|from|away|specialist|talk))",
        "strategy|process|plan|report",
    ),
    Rule(
        "orientation.out",
        O,
        "uit de kast,came out,coming out,coming-out,come out",
        "(?:<is>|he|she|they|<own>|kwam) <gap><term>(?! (?:on top|of|the|with|ahead))",
        "release|product|report|version|boek|book|top",
    ),
    Rule(
        "orientation.spouse_m",
        O,
        "man,husband,echtgenoot,vriend,boyfriend",
        "(?:met|en|with|and|samen met|aan|of|to) (?:zijn|his) <term>(?! en vrouw)",
    ),
    Rule("orientation.his_spouse", O, "echtgenoot,husband,bruidegom", "(?:zijn|his) <term>"),
    Rule("orientation.her_spouse", O, "echtgenote,wife,bruid", "(?:haar|her) <term>"),
    Rule(
        "orientation.spouse_f",
        O,
        "vrouw,wife,echtgenote,vriendin,girlfriend",
        "(?:met|en|with|and|samen met|aan|of|to|she and) (?:haar|her) <term>",
    ),
    Rule(
        "orientation.attracted",
        O,
        "vrouwen,women",
        "(?:dat ze|dat zij|she|zij|ze|haar) <gap>(?:op|likes|into) <term>(?: valt| val)",
    ),
    Rule("orientation.attracted_m", O, "mannen,men", "(?:dat hij|he|hij) <gap>(?:op|likes|into) <term>(?: valt| val)"),
    Rule(
        "orientation.gender_word",
        O,
        "non-binair,non-binary,nonbinary,genderfluïde,genderfluid,they/them,trans man,trans woman,"
        "transman,transvrouw,transgender,lesbisch,biseksueel,bisexual,homoseksueel,homosexual",
        unless=WORK + "|netwerk|network|huwelijk|campagne|pride",
    ),
    Rule(
        "orientation.born_as",
        O,
        "meisje,jongen,girl,boy,vrouw,man",
        "(?:als|as a|as) <term> (?:door het leven|geboren|born|opgegroeid)",
    ),
    Rule(
        "orientation.transition",
        O,
        "in transitie,transitioning,in geslachtstransitie",
        "<is> <fill><term>(?! (?:naar|van|from|to))",
    ),
    Rule(
        "orientation.word",
        O,
        "seksuele geaardheid,seksuele voorkeur,geaardheid,genderidentiteit,sexual orientation,"
        "gender identity,genderdysforie",
        "(?:<own>|openly|over) <fill><term>",
        "beleid|training|voorlichting",
    ),
)
