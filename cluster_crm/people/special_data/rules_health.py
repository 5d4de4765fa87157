"""What a text says about somebody's health: conditions, states, care and benefits (Article 9 GDPR, 30 UAVG)."""

from cluster_crm.people.special_data.mentions import SpecialKind
from cluster_crm.people.special_data.rules import WORK, Rule, any_of
from cluster_crm.people.special_data.words_health import AILMENTS

CONDITIONS = (
    "diabetes,suikerziekte,epilepsie,reuma,adhd,autisme,asperger,syndroom van asperger,borstkanker,kanker,"
    "longkanker,"
    "darmkanker,huidkanker,prostaatkanker,leukemie,tumor,hernia,burn-out,burnout,depressie,depressies,"
    "angstklachten,"
    "angststoornis,angsten,paniekaanvallen,ptss,ptsd,migraine,astma,copd,long covid,multiple sclerose,parkinson,"
    "dementie,alzheimer,hiv,aids,hepatitis,dyslexie,dyscalculie,hartaanval,hartinfarct,hartklachten,hartfalen,"
    "hartoperatie,rugklachten,nekklachten,knieklachten,schouderklachten,bekkenklachten,maagklachten,vermoeidheid,"
    "psychische klachten,psychische problemen,gezondheidsklachten,gezondheidsproblemen,eetstoornis,anorexia,"
    "boulimia,"
    "borderline,bipolaire stoornis,schizofrenie,psychose,psychoses,alcoholverslaving,drugsverslaving,gokverslaving,"
    "verslaving,fibromyalgie,ziekte van crohn,crohn,colitis,endometriose,hersenschudding,hersenbloeding,"
    "hersenletsel,beroerte,chronische ziekte,spierziekte,hartziekte,griep,corona,covid,niet-aangeboren "
    "hersenletsel,"
    "rsi,artrose,hoge bloeddruk,allergie,allergieën,stressklachten,overspannenheid,lichamelijke beperking,"
    "visuele beperking,arbeidsbeperking,handicap,slaapapneu,tinnitus,eczeem,longontsteking,whiplash,zenuwinzinking,"
    "epilepsy,asthma,cancer,breast cancer,lung cancer,migraines,depression,anxiety,autism,bipolar disorder,"
    "multiple sclerosis,arthritis,back problems,back pain,heart attack,heart condition,heart disease,"
    "heart problems,chronic fatigue,chronic pain,chronic migraines,chronic illness,mental health issues,"
    "mental health problems,illness,disability,stroke,tumour,leukemia,leukaemia,dyslexia,schizophrenia,"
    "eating disorder,addiction,panic attacks,fibromyalgia,endometriosis,crohn's disease,parkinson's,health "
    "problems,"
    "health issues,medical condition,nervous breakdown,hearing loss,high blood pressure,allergies,lupus"
)
STATES = (
    "dyslectisch,autistisch,slechthorend,slechtziend,doof,doofstom,overspannen,depressief,verslaafd,hiv-positief,"
    "chronisch ziek,ernstig ziek,langdurig ziek,gehandicapt,lichamelijk beperkt,invalide,arbeidsongeschikt,"
    "afgekeurd,ziekgemeld,epileptisch,diabeet,suikerpatiënt,kankerpatiënt,reumapatiënt,bipolair,schizofreen,"
    "psychotisch,oververmoeid,astmatisch,alcoholist,dyslexic,autistic,deaf,hard of hearing,visually impaired,"
    "hiv positive,disabled,bipolar,diabetic,epileptic,depressed,burned out,burnt out,chronically ill,terminally "
    "ill,"
    "seriously ill,recovering alcoholic,alcoholic,recovering addict,paralysed,rolstoelgebonden,rolstoelafhankelijk"
)
OTHERS = any_of(
    "patiënt,patient,cliënt,client,mensen met,people with,kinderen,children,jongeren,leerling,student,ouderen,"
    "bewoner,doelgroep,onderzoek,research,project,workshop,cursus,training,preventie,prevention,coach,afdeling,"
    "begeleid,zorg voor,behandelde,publica,phd,promotie,verpleegkundige,nurse,specialist,gespecialiseerd,app voor"
)
MEDICINES = (
    "antidepressiva,medicatie,medicijnen,insuline,ritalin,bloedverdunners,methadon,pijnstillers,kalmeringsmiddelen,"
    "pillen,pills,slaapmiddelen,oxazepam,antidepressants,medication,insulin,painkillers,blood thinners,sleeping "
    "pills"
)
BODY = "rug,nek,knie,knieën,schouder,schouders,heup,hart,enkel,pols,polsen,back,neck,knee,shoulder,hip,heart,wrist"
CARERS = "psycholoog,psychiater,therapeut,bedrijfsarts,specialist,oncoloog,cardioloog,ggz,psychologist,psychiatrist"
BENEFITS = (
    "wajong-uitkering,wia-uitkering,wao-uitkering,ziektewetuitkering,arbeidsongeschiktheidsuitkering,"
    "disability benefit,disability benefits,sickness benefit,sick pay"
)

H = SpecialKind.HEALTH
RULES = (
    Rule("health.mentioned", H, CONDITIONS, unless=WORK),
    Rule("health.word", H, AILMENTS, unless=WORK),
    Rule(
        "health.ms",
        H,
        "ms,add",
        "(?:heeft|heb|has|have) <term>(?! (?:office|excel|word|teams|sql|project|access|certific))",
        WORK,
    ),
    Rule(
        "health.hospital",
        H,
        "ziekenhuis,hospital,kliniek",
        "(?:uit|in|from|naar) (?:het |de |a |the )?<term>",
        WORK + "|werk|work|baan|job|functie|stage|rooster|solliciteer|nurse|zorg",
    ),
    Rule(
        "health.is_ill",
        H,
        "ziek,ill,unwell",
        "(?:<is>|<who>|al|weer|nog) <fill><term>(?! (?:goed|veel|snel|handig|hoog|van het))",
        WORK + "|server|systeem",
    ),
    Rule(
        "health.dropped_out",
        H,
        "uitgevallen,uitval,verzuim",
        "(?:<term> (?:met|door|wegens|vanwege) <fill>(?:stress|klachten|ziekte)|langdurig <term>)",
        "beleid|adviseur|case|server|afdeling|project|begeleid",
    ),
    Rule(
        "health.body",
        H,
        BODY,
        "(?:moeite met|kan niet|cannot|trouble) <gap>(?:door|vanwege|because of|due to|met) <own> <term>",
    ),
    Rule(
        "health.loss",
        H,
        "vingers,vinger,been,arm,oog,hand,fingers,finger,leg,eye",
        "(?:mis|mist|missing|verloor|lost|amputatie van) <gap><term>",
    ),
    Rule("health.has", H, CONDITIONS, "<has> <fill><term>", "(?:voor|for) (?:mensen|patiënten|people|patients)"),
    Rule("health.has_behind", H, CONDITIONS, "<term> <fill>(?:heeft|heb|hebt|had|gehad|gekregen|overgehouden)", OTHERS),
    Rule("health.own", H, CONDITIONS, "<own> <fill><term>(?! (?:research|onderzoek|project|patients|app))"),
    Rule("health.cause", H, CONDITIONS, "<cause> (?:<own> )?<fill><term>", OTHERS),
    Rule(
        "health.treated",
        H,
        CONDITIONS,
        "(?:behandeld|behandeling|hersteld|herstelt|herstellende|herstellend|genezen|opgenomen|gediagnosticeerd|"
        "gestopt|treated|recovering|recovered|diagnosed|off sick|hospitalised) (?:<gap>)?(?:voor|van|wegens|"
        "vanwege|met|for|"
        "from|with) <fill><term>",
        OTHERS,
    ),
    Rule("health.alone", H, CONDITIONS, r"^\W*<fill><term><ends>(?! \w+ en \w+)", OTHERS),
    Rule("health.is", H, STATES, "<is> <fill><term>(?! (?:voor|to|people|persons|users))", "palet|typen|typing"),
    Rule(
        "health.is_behind",
        H,
        STATES,
        "<term> (?:is|was|werd|bleek|verklaard|geweest|geraakt|geworden)(?! hij niet)",
        OTHERS + "|voor|werker",
    ),
    Rule(
        "health.blind", H, "blind", "(?:<is> <fill><term>(?=(?: aan| in|[,.;)]|$))|<term> aan (?:een|zijn|haar|beide))"
    ),
    Rule("health.registered", H, "disabled,arbeidsbeperkt", "(?:registered|geregistreerd als) <term>"),
    Rule("health.rejected", H, "afgekeurd", "<term> (?:voor|wegens|vanwege) (?:zwaar |fysiek )?(?:werk|dienst|rug)"),
    Rule(
        "health.ill",
        H,
        "ziek,ziekgemeld,overspannen",
        "(?:(?:<is>|zit|zat|ligt|lag|meldde zich|meldt zich) <gap><term>|<term> (?:thuis|gemeld|geweest|uit "
        "dienst)|"
        "zich <fill><term>)(?! (?:goed|veel|snel|handig|hoog|van het))",
        "server|systeem|markt",
    ),
    Rule(
        "health.sick_leave",
        H,
        "sick leave,medical leave,off sick,signed off,ziekteverlof,ziektewet,wajong,wia,wao,ziektewet,krukken,rolstoel",
        "(?:on|was|is|been|took|met|in de|in het|in een|in|zit in de|using) (?:(?:long[- ]term|extended|a|paid) "
        ")?<term>"
        "(?! (?:policy|management|voor|keten|project))",
        "beleid|adviseur|deskundige|beoordel|policy|uwv|gemeente|projectleider|specialist",
    ),
    Rule("health.benefit", H, BENEFITS, "(?:<has>|ontvangt|krijgt|receives|gets|on|in) <fill><term>", OTHERS),
    Rule(
        "health.aid",
        H,
        "wheelchair,gehoorapparaat,hearing aid,hearing aids,gehoorapparaten,rolstoel,krukken,prothese,kunstbeen,"
        "crutches",
        "(?:draagt|draag|gebruikt|zit in|uses|use|using|in|wears|loopt <fill>met|loopt met|heeft) <fill><term>",
        "verko|sells|sold|kennis van|audicien|bouw|develop|ontwikkel",
    ),
    Rule(
        "health.medicine",
        H,
        MEDICINES,
        "(?:gebruikt|gebruik|slikt|slik|spuit|spuit zelf|takes|take|taking|injects|thanks to|dankzij|on|aan de|"
        "<own>) "
        "<fill><term>",
        "verko|sales|sold|apothe|pharm|patiënten|patients",
    ),
    Rule(
        "health.care",
        H,
        CARERS,
        "(?:loopt|is|onder behandeling|in therapie|treated|seeing|sees|bezoekt) <gap>(?:bij|by|van|met) "
        "(?:een |de |zijn |haar |a |the |<own> )?<term>",
    ),
    Rule(
        "health.treatment",
        H,
        "psychiatrische kliniek,psychiatrisch ziekenhuis,afkickkliniek,verslavingskliniek,ggz-instelling,"
        "psychiatric hospital,psychiatric ward,rehab",
        "(?:opgenomen|opname|admitted|stayed|behandeld|went) <gap>(?:in|to|bij) (?:een |de |a |the )?<term>",
    ),
    Rule(
        "health.opened",
        H,
        BODY,
        "(?:(?:geopereerd|operatie|surgery|operated) (?:aan|on)"
        " (?:de |het |<own> )?<term>|aan (?:de |het |<own> )?<term> (?:geopereerd|opereren|geholpen))",
    ),
    Rule("health.pains", H, BODY, "(?:last|klachten|pijn) (?:van|aan|in) (?:de |het |<own> )?<term>", OTHERS),
    Rule(
        "health.accident",
        H,
        "ongeluk,ongeval,accident,blessure,injury,operatie,surgery",
        "(?:herstel|herstelt|herstellende|hersteld|recovery|recovering|recovered|revalideert|revalidatie|limps|"
        "uitgeschakeld|thuis) <gap>(?:van|na|from|after|door|because of) <gap><term>",
        "data|backup|systeem",
    ),
    Rule(
        "health.struggles",
        H,
        "mental health,mentale gezondheid",
        "(?:struggling|struggles|struggled|worstelt|issues|problems|trouble) (?:with|met) (?:<own> )?<term>",
    ),
    Rule(
        "health.reason",
        H,
        "gezondheid,mental health,ziekte,illness,health,rug,medische redenen,medical reasons,health reasons,klachten",
        "(?:wegens|vanwege|om|door|due to|because of|for) (?:<own> )?<term>(?! (?:en veiligheid|and safety|"
        "insurance|"
        "care|policy))",
        "vervang|collega|onderzoek|beleid|adviseur|" + OTHERS,
    ),
    Rule(
        "health.reintegration",
        H,
        "re-integratietraject,re-integratie,reintegratie",
        "(?:nu|in|loopt|volgt|haar|zijn|mijn|bezig met) (?:een |zijn |haar |mijn )?<term>",
        "adviseur|coach|begeleid|consulent|cliënt",
    ),
)
