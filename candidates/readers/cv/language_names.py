"""Names of languages, in Dutch, English and, where people write it so, their own."""

import re

from cluster_crm.people.names import unaccented

NAMES = """
nederlands, dutch, engels, english, duits, german, deutsch, frans, french, francais, spaans, spanish, espanol,
italiaans, italian, italiano, portugees, portuguese, pools, polish, polski, turks, turkish, turkce, arabisch, arabic,
marokkaans, darija, berbers, berber, tamazight, tarifit, riffijns, tachelhit, fries, frisian, frysk, limburgs,
limburgish, gronings, drents, nedersaksisch, twents, papiaments, papiamento, papiamentu, sranan, sranantongo, sranan
tongo, surinaams, sarnami, hindoestaans, javaans, javanese, hindi, urdu, punjabi, bengaals, bengali, tamil, telugu,
kannada, malayalam, marathi, gujarati, nepalees, nepali, singalees, sinhala, perzisch, persian, farsi, dari, pasjtoe,
pashto, koerdisch, kurdish, kurmanci, sorani, hebreeuws, hebrew, aramees, aramaic, armeens, armenian, georgisch,
georgian, azerbeidzjaans, azerbaijani, oezbeeks, uzbek, kazachs, kazakh, russisch, russian, oekraiens, ukrainian,
wit-russisch, belarusian, tsjechisch, czech, slowaaks, slovak, sloveens, slovenian, slovene, kroatisch, croatian,
servisch, serbian, servo-kroatisch, serbo-croatian, bosnisch, bosnian, macedonisch, macedonian, bulgaars, bulgarian,
roemeens, romanian, hongaars, hungarian, albanees, albanian, grieks, greek, zweeds, swedish, noors, norwegian, deens,
danish, fins, finnish, ijslands, icelandic, ests, estonian, lets, latvian, litouws, lithuanian, iers, irish, gaelic,
welsh, schots, catalaans, catalan, baskisch, basque, galicisch, galician, luxemburgs, luxembourgish, maltees, maltese,
chinees, chinese, mandarijn, mandarin, kantonees, cantonese, hakka, hokkien, japans, japanese, koreaans, korean,
vietnamees, vietnamese, thai, thais, indonesisch, indonesian, bahasa, bahasa indonesia, maleis, malay, tagalog,
filipino, khmer, birmaans, burmese, tibetaans, tibetan, mongools, mongolian, swahili, somalisch, somali, amhaars,
amharic, tigrinya, tigrigna, oromo, twi, akan, fante, ga, ewe, yoruba, igbo, ibo, hausa, wolof, fula, fulani, bambara,
lingala, kikongo, kinyarwanda, kirundi, shona, zulu, xhosa, sotho, tswana, afrikaans, malagasy, creools, creole, krio,
latijn, latin, oudgrieks, ancient greek, esperanto, gebarentaal, nederlandse gebarentaal, ngt, sign language, dutch
sign language, vlaams, flemish, brabants, zeeuws, romani, romanes, jiddisch, yiddish, quechua, guarani, luganda,
kikuyu, berberse, valenciaans, valencian
"""
LANGUAGES = frozenset(unaccented(name.strip()) for name in NAMES.split(","))
FEWEST_NAMED, MOST_WORDS_PER_NAME = 2, 4


def language_name(text: str) -> bool:
    """Whether a text is the name of a language and nothing else."""
    return unaccented(text.strip(" .,:;()-–")) in LANGUAGES


def names_languages(text: str) -> bool:
    """Whether a line is a list of languages: at least two, and few other words."""
    words = re.findall(r"[^\W\d_]+", text)
    named = sum(language_name(word) for word in words)
    return named >= FEWEST_NAMED and len(words) <= MOST_WORDS_PER_NAME * named
