"""French words for dates; a table, no rules."""

from coordination.rules.when import words

_NUMBERS = (
    "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
    " dix-sept dix-huit dix-neuf vingt"
)
_NTHS = "deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième"

WORDS: words.Words = {
    "num": {
        **dict(enumerate(_NUMBERS.split(), 2)),
        1: "un",
        **{20 + i: f"vingt-{word}" for i, word in enumerate(_NUMBERS.split()[:8], 2)},
        21: "vingt et un|vingt et une",
        30: "trente",
        31: "trente et un",
        40: "quarante",
        45: "quarante-cinq",
        48: "quarante-huit",
        60: "soixante",
        72: "soixante-douze",
    },
    "one": {1: "un|une"},
    "half": {1: "demi|une demi|la demi"},
    "andhalf": {1: "et demi{,e}"},
    "ord": {
        1: "premi{er,ère}",
        **dict(enumerate(_NTHS.split(), 2)),
        2: "deuxième|second|seconde",
        -1: "derni{er,ère}",
        -2: "avant-derni{er,ère}",
    },
    "nth": {"": "er|ère|e|ème|eme|nd|nde|re|o"},
    "day": {
        0: "aujourd'hui|aujourdhui|auj|ce jour",
        1: "demain|le lendemain",
        2: "après-demain|apres demain|après demain",
        -1: "hier",
        -2: "avant-hier|avant hier",
    },
    "dayp": {
        (0, "evening"): "ce soir|cette nuit",
        (0, "morning"): "ce matin",
        (0, "afternoon"): "cet après-midi|cet aprem",
        (0, "noon"): "ce midi",
        (-1, "evening"): "hier soir",
    },
    "wd": {
        0: "lundi|lun",
        1: "mardi|mar",
        2: "mercredi|mer",
        3: "jeudi|jeu",
        4: "vendredi|ven|vend",
        5: "samedi|sam",
        6: "dimanche|dim",
    },
    "wds": {
        0: "lundis",
        1: "mardis",
        2: "mercredis",
        3: "jeudis",
        4: "vendredis",
        5: "samedis",
        6: "dimanches",
        "workdays": "en semaine|les jours {ouvrés,ouvrables,de semaine}",
        "weekend": "week-ends|weekends",
    },
    "month": {
        1: "janvier|janv|jan",
        2: "février|fév|févr",
        3: "mars",
        4: "avril|avr",
        5: "mai",
        6: "juin",
        7: "juillet|juil|juill",
        8: "août|aout",
        9: "septembre|sept|sep",
        10: "octobre|oct",
        11: "novembre|nov",
        12: "décembre|déc|dec",
    },
    "unit": {
        "minute": "minute{,s}|min|mn",
        "hour": "heure{,s}|h",
        "day": "jour{,s}|j|jour{,s} calendaire{,s}",
        "week": "semaine{,s}|sem",
        "month": "mois",
        "quarter": "trimestre{,s}",
        "half": "semestre{,s}",
        "year": "an{,s}|année{,s}",
        "workday": "jour{,s} ouvr{é,és,able,ables}|jour{,s} de travail|jour{,s} travaillé{,s}|j ouvr{é,és}",
        "weekend": "week-end{,s}|weekend{,s}|fin de semaine",
    },
    "dur": {
        (30, "minute"): "une demi-heure|demi-heure|demi heure",
        (15, "minute"): "un quart d'heure",
        (45, "minute"): "trois quarts d'heure",
        (12, "hour"): "une demi-journée",
        (2, "day"): "deux petits jours",
        (14, "day"): "une quinzaine",
        (7, "day"): "une huitaine",
    },
    "loose": {(15, "day"): "quinze jours|15 jours|15 j", (8, "day"): "huit jours|8 jours"},
    "this": {1: "ce|cet|cette|en cours"},
    "next": {1: "prochain{,e,s,es}|suivant{,e}|qui vient"},
    "coming": {1: "à venir"},
    "last": {1: "dernier|dernière|passé|passée|précédent{,e}"},
    "period": {("week", 2): "{la,} semaine d'après|dans deux semaines en semaine"},
    "weekafter": {1: "en huit", 2: "en quinze"},
    "end": {1: "{la,} fin {de,du,des,de la,de l}|fin|à la fin {de,du,de la,de l}|à fin|en fin {de,du}"},
    "mid": {1: "mi|{le,au} milieu {de,du,de la,de l}|à la mi|la mi"},
    "begin": {1: "{le,au} début {de,du,de la,de l}|début|courant|début {de,du}"},
    "endof": {"month": "fin de mois", "year": "fin d'année", "week": "fin de la semaine"},
    "eod": {
        1: "fin de {journée,la journée}|{la,} fin de {la,} journée|ce soir avant fermeture|fin de"
        " jour|cob|eod|fin du jour"
    },
    "holiday": {
        "christmas": "noël|noel|jour de noël",
        "christmas_eve": "la veille de noël|réveillon de noël",
        "new_year": "nouvel an|jour de l'an|premier de l'an",
        "new_year_eve": "saint sylvestre|la saint sylvestre|st sylvestre|réveillon du nouvel an",
        "labour_day": "fête du travail|la fête du travail",
        "bastille_day": "fête nationale|la fête nationale",
        "all_saints": "toussaint|la toussaint",
        "armistice": "armistice",
        "easter": "pâques|dimanche de pâques",
        "easter_monday": "lundi de pâques",
        "ascension": "ascension|l'ascension|jeudi de l'ascension",
        "pentecost": "pentecôte|la pentecôte",
        "whit_monday": "lundi de pentecôte",
        "assumption": "assomption|l'assomption",
        "epiphany": "épiphanie|l'épiphanie",
        "valentine": "saint valentin|la saint valentin",
        "spring_festival": "nouvel an chinois|le nouvel an chinois",
    },
    "opening": {
        1: "{l',la,le,} {ouverture,inauguration,conférence,événement,évènement,forum,congrès,salon,sommet}"
        "|le jour {de l'ouverture,j}|jour j"
        "|{l',} ouverture {de la,du,de l'} {conférence,forum,congrès,salon,sommet,événement,exposition}"
    },
    "tminus": {1: "t|j"},
    "part": {
        "morning": "{le,au,du,dans la,} {matin,matinée}|en matinée|de bon matin",
        "noon": "{le,à,} midi",
        "afternoon": "{l',dans l',de l',} {après-midi,aprem}|en après-midi|dans l'après midi",
        "evening": "{le,au,du,en,} {soir,soirée}",
        "night": "{la,de,dans la,} nuit",
    },
    "ampm": {},
    "oclock": {"full": "h|heure{,s}|hrs"},
    "mins": {1: "min|minutes|mn"},
    "midday": {"noon": "midi", "midnight": "minuit"},
    "andpast": {30: "et demie|et demi", 15: "et quart", -15: "moins le quart|moins quart"},
    "timeof": {1: "heure de|heure d|à l'heure de|heure locale de|heure"},
    "localtime": {1: "heure locale"},
    "on": {1: "le|au|pour le|à la|en|l'|dès"},
    "at": {1: "à|vers|aux|dès|jusqu'à"},
    "the": {1: "le|la|les|l'|l"},
    "of": {1: "de|du|de la|de l'|d'|en|des|au|à la|dans le|dans"},
    "in": {1: "dans|d'ici|sous environ"},
    "later": {1: "plus tard|après aujourd'hui|à compter d'aujourd'hui|à partir d'aujourd'hui"},
    "within": {
        1: "sous|en moins de|dans un délai de|dans les|d'ici|endéans|dans les prochain{s,es}|dans"
        " les {,prochains,prochaines}|au cours des|dans le délai de"
    },
    "ago0": {1: "il y a|voici|voilà|ya|y a"},
    "from": {1: "à partir {de,du}|à compter {de,du}|après|dès"},
    "before0": {1: "avant|avant le|avant la|avant l'"},
    "after0": {1: "après|après le|après la|après l'|suivant le"},
    "eve": {
        -1: "{la,} veille {de,du,de la,de l',d'}|{le,} jour {avant,d'avant}",
        1: "{le,} lendemain {de,du,de la,de l'}|{le,} jour {après,d'après}",
    },
    "by0": {
        "strong": "d'ici|d'ici le|d'ici au|d'ici à|d'ici la|au plus tard|au plus tard le|au plus tard à"
        "|jusqu'au|jusqu'à|jusqu'en|pour le|échéance|échéance le"
        "|date limite|date limite le|à rendre|à rendre pour|à rendre le|avant la date du|deadline"
        "|délai|{reporté,reportée,repousser,repoussé,décalé,prolongé,avancé} {au,à,jusqu'au}"
        "|dernier délai|dû le|dû pour|à remettre pour|à remettre le|pour|limite",
        "weak": "au",
    },
    "by1": {"strong": "au plus tard|dernier délai|dernier carat|maximum|max|inclus|dernière limite|grand maximum"},
    "to": {1: "au|à|jusqu'au|jusqu'à"},
    "rfrom": {1: "du|de|depuis le|à partir du|le"},
    "between": {1: "entre|entre le"},
    "daymark": {1: "le|au|du|pour le|jusqu'au|d'ici le"},
    "and": {1: "et|&|et le|et les"},
    "every": {1: "chaque|tous les|toutes les|tous|toutes|tout|à chaque"},
    "onin2": {2: "sur deux"},
    "onin3": {3: "sur trois"},
    "other": {2: "deux"},
    "freq": {
        ("DAILY", 1): "quotidien{,ne,nement}|tous les jours|chaque jour|journalier|par jour",
        ("DAILY", 2): "un jour sur deux",
        ("WEEKLY", 1): "hebdomadaire{,ment}|chaque semaine|toutes les semaines",
        ("WEEKLY", 2): "une semaine sur deux|bimensuel|toutes les quinzaines|tous les quinze jours|tous les 15 jours",
        ("MONTHLY", 1): "mensuel{,le,lement}|chaque mois|tous les mois",
        ("MONTHLY", 2): "un mois sur deux",
        ("QUARTERLY", 1): "trimestriel{,le,lement}|chaque trimestre|tous les trimestres",
        ("YEARLY", 1): "annuel{,le,lement}|chaque année|tous les ans|toutes les années",
        (
            "WORKDAYS",
            1,
        ): "{chaque,tous les} jour{,s} {ouvré,ouvrés,ouvrable,ouvrables,de semaine}|les jours"
        " ouvr{és,ables}"
        "|du lundi au vendredi chaque semaine",
    },
    "freqp": {"morning": "{chaque matin,tous les matins}", "evening": "{chaque soir,tous les soirs}"},
    "for0": {1: "pendant|durant|pour|sur"},
    "times": {1: "fois|séances"},
    "starting": {1: "à partir {du,de}|à compter {du,de}|dès le|dès|à partir de la"},
    "until0": {1: "jusqu'au|jusqu'à|jusqu'en|jusqu'à la"},
    "risky": {1: "mar|mer|sam|dim|lun|jeu|ven"},
    "genitive": {1: "de|du|des|d"},
    "or": {1: "ou"},
    "not": {1: "pas|sauf|excepté|depuis|après|de|du|des|la|les|l|d|sans|ni|hors|ou|à partir|dès|que|un|une"},
}

TABLE = words.Table("fr", WORDS, before="included")
