"""What a text says about somebody's religion, belief or union (Article 9 GDPR; 22 and 26-29 UAVG)."""

from cluster_crm.people.special_data.mentions import SpecialKind
from cluster_crm.people.special_data.rules import WORK, Rule

BELIEVERS = (
    "moslim,moslima,christen,christelijk,joods,jood,katholiek,rooms-katholiek,protestant,protestants,gereformeerd,"
    "hervormd,evangelisch,islamitisch,gelovig,gelovige,religieus,hindoe,boeddhist,boeddhistisch,sikh,atheïst,"
    "atheist,"
    "agnost,humanist,ongelovig,niet-gelovig,orthodox,jehova's getuige,jehova getuige,mormoon,muslim,christian,"
    "jewish,"
    "jew,catholic,hindu,buddhist,agnostic,religious,mormon,jehovah's witness,born-again,evangelical,quaker"
)
PLACES = (
    "parish,parochie,pinkstergemeente,kerkkoor,zondagsschool,kerkenraad,vrijgemaakte gemeente,congregation,kerk,moskee,"
    "synagoge,tempel,bijbelstudie,church,mosque,synagogue,temple,mass,bible study"
)
FAITH = "geloof,geloofsovertuiging,religie,faith,religion,religieuze redenen,religious reasons,religious beliefs"
R, U = SpecialKind.RELIGION, SpecialKind.UNION
ORGANISATIONS = "school|hogeschool|universit|college|stichting|museum|bank|werkgever|employer|media|krant|omroep"

RULES = (
    Rule(
        "religion.is",
        R,
        BELIEVERS,
        "(?:<is>|noemt zichzelf|noem mezelf|calls <gap>|raised|als) <fill>(?:(?:praktiserend|praktiserende|"
        "streng|strenggelovig|"
        "overtuigd|vroom|actief|practising|practicing|devout|strict|committed|non-practising) )?<term>"
        f"(?! (?:{ORGANISATIONS}|\\w+school))",
        ORGANISATIONS,
    ),
    Rule(
        "religion.mentioned",
        R,
        "moslim,moslima,gelovig,gelovige,jehova's getuige,diepgelovig,strenggelovig,godsdienstig,"
        "zondagsrust,vastenmaand,gebedsruimte,prayer room,kosher,koosjer,jehovah's witness,devout,hadj,"
        "hajj,bedevaart,pilgrimage,goede vrijdag,bijbelweek,yom kippoer,yom kippur,diwali,suikerfeest,eid,"
        "fasting,vastenperiode,"
        "belijdenis,doopdienst,gedoopt,baptised,kerkganger,churchgoer,bijbelkring,koranles,niet-gelovig,ongelovig",
        unless=WORK + "|cultuur",
    ),
    Rule(
        "religion.grew_up",
        R,
        BELIEVERS,
        "(?:grew up|raised|opgegroeid|opgevoed|komt uit) <gap><term> (?:family|home|gezin|milieu)",
    ),
    Rule("religion.prays_for", R, "bidden,pray", "(?:om te|to|mag|kan|can|wil) <term>", WORK),
    Rule(
        "religion.practising",
        R,
        BELIEVERS,
        "(?:praktiserend|praktiserende|overtuigd|devout|practising|practicing) <term>",
    ),
    Rule("religion.raised", R, BELIEVERS, "<term> (?:opgevoed|opgegroeid|upbringing)"),
    Rule("religion.from_home", R, BELIEVERS, "van huis uit <fill><term>"),
    Rule(
        "religion.leads",
        R,
        PLACES,
        "(?:lead|leads|run|runs|leidt|youth group|jeugdgroep|koor|choir) <gap>(?:of|in|van|at) (?:<own> |de |the "
        ")?<term>",
    ),
    Rule(
        "religion.house",
        R,
        "protestantse,katholieke,joodse,islamitische,christelijke,gereformeerde",
        "(?:van|uit) (?:een )?<term> (?:huize|gezin|familie|afkomst|komaf)",
    ),
    Rule(
        "religion.converted",
        R,
        "islam,christendom,jodendom,boeddhisme,katholicisme,hindoeïsme,islam,christianity,judaism,buddhism,"
        "catholicism,"
        "jezus,jesus",
        "(?:bekeerd|bekeerde|converted|convert|found|belijdt|practises|volgt) (?:zich )?(?:tot |to )?(?:het |de "
        ")?<term>",
    ),
    Rule(
        "religion.visits",
        R,
        PLACES,
        "(?:gaat|ga|ging|bezoekt|goes|go|went|attends|bidt|prays|volunteer|volunteers|actief|active) "
        "<gap>(?:(?:naar|to|in|at) )?"
        "(?:de |het |een |the |a |<own> )?<term>",
        "bouw|architect|restaur",
    ),
    Rule(
        "religion.member",
        R,
        PLACES,
        "(?:lid|ouderling|diaken|dominee|actief|member|elder|deacon|active) (?:van|in|of|binnen) "
        "(?:de |zijn |haar |een |mijn |the |a |his |her |my )?(?:[\\w-]+ )?<term>",
        "bouw|archief",
    ),
    Rule(
        "religion.wears",
        R,
        "hoofddoek,keppel,keppeltje,tulband,nikab,boerka,hijab,headscarf,turban,kippah,niqab",
        "(?:draagt|draag|met|wears|wear|wearing|and wears) <fill><term>",
    ),
    Rule(
        "religion.keeps",
        R,
        "ramadan,sabbat,sjabbat,vastenmaand,offerfeest,sabbath,shabbat,lent",
        "(?:doet mee aan|viert|vast|vasten|houdt zich aan|in acht|tijdens|observes|observe|fasts|fasting|keeps|"
        "celebrates) "
        "<gap><term>",
        "campagne|campaign|marketing|project",
    ),
    Rule(
        "religion.prays",
        R,
        "bidt,bid,prays,gebedsruimte,prayer room",
        "(?:<term> <gap>(?:keer|per|at|five|op|elke|in|a day|every|noon)|(?:vraagt|wil|needs|asks) <gap><term>)",
    ),
    Rule(
        "religion.believes",
        R,
        "god,allah,jezus,jesus,de bijbel,de koran",
        "(?:gelooft|geloof|believes|believe) (?:in|aan) <term>",
    ),
    Rule(
        "religion.reason",
        R,
        FAITH,
        "(?:vanwege|om|wegens|door|because of|for|due to|volgens) (?:<own> )?<term>",
        "wetenschap|heilig",
    ),
    Rule(
        "religion.own",
        R,
        "geloof,faith,religion,religie,geloofsovertuiging",
        "(?:mijn|zijn|haar|my|his|her) <term>(?! in (?:de|het|the|een|een|agile|teams?))",
    ),
    Rule(
        "union.member",
        U,
        "fnv,cnv,vakbond,de vakbond,een vakbond,vhp,vcp,de bond,union,trade union,labour union,"
        "unison,unite,abvakabo,cnv vakmensen,vakcentrale",
        "(?:(?:lid|kaderlid|lidmaatschap|vakbondslid|member|membership|belongs) (?:<gap>)?(?:van|bij|of|to|in|vd|"
        "v\\.d\\.)|zit bij|zat bij|aangesloten bij|actief "
        "(?:binnen|bij|in|voor)|active in|joined|stake in|staking met|meegestaakt met|gestaakt met|contributie aan|"
        "lid gebleven van) (?:een |de |het |a |the |his |her |<own> )?(?:\\w+ )?<term>(?! (?:square|europe))",
        "student|credit|european|europese|voetbal|onderhandel",
    ),
    Rule(
        "union.card",
        U,
        "vakbondslid,fnv-lid,cnv-lid,bondslid,kaderlid,vakbondslidmaatschap,union member,shop steward,"
        "vakbondsvrouw,union dues,union rep,union card,trade unionist,vakbondscontributie,vakbondsman",
        "<term>(?! (?:service|services|relation))",
        "credit|student",
    ),
    Rule(
        "union.own",
        U,
        "vakbond,union,bond,fnv,cnv",
        "(?:<own>|zijn|haar) <term>(?! (?:partner|bank))",
        "onderhandel|negotiat|credit|student",
    ),
    Rule(
        "union.dues",
        U,
        "union,vakbond,strike",
        "(?:dues|contributie|fees) (?:to|aan) (?:the |de |<own> )?<term>",
        "credit|student",
    ),
    Rule(
        "union.still_member",
        U,
        "union,vakbond,bond,fnv,cnv",
        "(?:into a|joined a|in een|bij de|bij een) <term> (?:<gap>){0,3}(?:member|lid)",
        "credit|student",
    ),
    Rule("union.as_member", U, "vakbond,bond,union", "<term> <gap>(?:als|as) (?:een |a )?(?:lid|member)"),
)
