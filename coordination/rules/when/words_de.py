"""German words for dates; a table, no rules."""

from coordination.rules.when import words

_ONES = ["ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]
_FORMS = ["ein{s,en,er,e,em}", *_ONES[1:]]
_REST = "zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig"
_NTHS = "erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft dreizehnt vierzehnt fünfzehnt"
_WEEKDAYS = ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "{samstag,sonnabend}", "sonntag"]
_PARTS = {"morning": "{morgen,früh,vormittag}", "noon": "mittag", "afternoon": "nachmittag", "evening": "abend"}
_E = "{e,en,er,em,es}"

WORDS: words.Words = {
    "num": {
        **dict(enumerate([*_FORMS[1:], *_REST.split()], 2)),
        1: "eins",
        **{20 + i: f"{word}undzwanzig" for i, word in enumerate(_ONES, 1)},
        30: "dreißig|dreissig",
        31: "einunddreißig",
        40: "vierzig",
        45: "fünfundvierzig",
        50: "fünfzig",
        60: "sechzig",
        90: "neunzig",
    },
    "dec": {1.5: "anderthalb|eineinhalb", 2.5: "zweieinhalb", 3.5: "dreieinhalb"},
    "one": {1: "ein|eine|einer|einem|einen|eines"},
    "half": {1: "halb" + _E},
    "ord": {
        **{i: word + _E for i, word in enumerate(_NTHS.split(), 1)},
        20: "zwanzigst" + _E,
        30: "dreißigst" + _E,
        -1: "letzt" + _E,
        -2: "vorletzt" + _E,
    },
    "nth": {"": "."},
    "day": {
        0: "heute|heut",
        1: "morgen|am nächsten tag|am folgenden tag",
        2: "übermorgen|uebermorgen",
        3: "überübermorgen",
        -1: "gestern",
        -2: "vorgestern",
    },
    "dayp": {(0, "evening"): "heut abend|heute nacht"},
    "wd": {
        0: "montag|mo",
        1: "dienstag|di",
        2: "mittwoch|mi",
        3: "donnerstag|do",
        4: "freitag|fr",
        5: "samstag|sonnabend|sa",
        6: "sonntag|so",
    },
    "wds": {
        0: "montags",
        1: "dienstags",
        2: "mittwochs",
        3: "donnerstags",
        4: "freitags",
        5: "samstags|sonnabends",
        6: "sonntags",
        "workdays": "werktags|wochentags|arbeitstags|an werktagen|an arbeitstagen|unter der woche",
        "weekend": "wochenends|an wochenenden",
    },
    "month": {
        1: "januar|jänner|jan",
        2: "februar|feber|feb",
        3: "märz|maerz|mrz|mär",
        4: "april|apr",
        5: "mai",
        6: "juni|jun",
        7: "juli|jul",
        8: "august|aug",
        9: "september|sept|sep",
        10: "oktober|okt",
        11: "november|nov",
        12: "dezember|dez",
    },
    "unit": {
        "minute": "minute{,n}|min",
        "hour": "stunde{,n}|std|h",
        "day": "tag{,e,en,es}|kalendertag{,e,en}",
        "week": "woche{,n}|kalenderwoche{,n}|wo",
        "month": "monat{,e,en,s,es}",
        "quarter": "quartal{,e,en,s}",
        "half": "halbjahr{,e,es,s}",
        "year": "jahr{,e,en,s,es}",
        "workday": "arbeitstag{,e,en,es,s}|werktag{,e,en,es,s}|geschäftstag{,e,en}|bankarbeitstag{,e,en}",
        "weekend": "wochenende{,s}",
    },
    "dur": {
        (30, "minute"): "halbstunde",
        (15, "minute"): "{,einer} viertelstunde",
        (45, "minute"): "{,einer} dreiviertelstunde",
    },
    "loose": {(8, "day"): "acht tagen"},
    "this": {1: f"dies{_E}|laufend{_E}|aktuell{_E}|der laufenden"},
    "next": {1: f"nächst{_E}|naechst{_E}|folgend{_E}"},
    "coming": {1: f"kommend{_E}|diesen kommenden"},
    "last": {1: f"letzt{_E}|vergangen{_E}|vorig{_E}"},
    "period": {
        ("week", 2): f"übernächst{_E} woche",
        ("month", 2): f"übernächst{_E} monat{{,s}}",
        ("year", 2): f"übernächst{_E} jahr{{,es}}",
    },
    "weekafter": {},
    "end": {1: "ende|das ende|zum ende|bis ende|am ende"},
    "mid": {1: "mitte"},
    "begin": {1: "anfang|beginn|zu beginn"},
    "endof": {
        "month": "monatsende|monatsultimo|ultimo",
        "year": "jahresende",
        "week": "ende der woche",
        "quarter": "quartalsende",
    },
    "midof": {"month": "monatsmitte", "year": "jahresmitte"},
    "eod": {
        1: "feierabend|tagesende|ende des tages|dienstschluss|geschäftsschluss|büroschluss|arbeitsende"
        "|eod|ende des arbeitstages"
    },
    "holiday": {
        "christmas": "weihnachten|{1,erster,ersten} weihnachtstag",
        "boxing_day": "zweiter weihnachtstag|zweiten weihnachtstag",
        "christmas_eve": "heiligabend|heilig abend",
        "new_year": "neujahr|neujahrstag",
        "new_year_eve": "silvester",
        "labour_day": "tag der arbeit",
        "easter": "ostern|ostersonntag",
        "easter_monday": "ostermontag",
        "good_friday": "karfreitag",
        "ascension": "christi himmelfahrt|himmelfahrt",
        "pentecost": "pfingsten|pfingstsonntag",
        "whit_monday": "pfingstmontag",
        "german_unity": "tag der deutschen einheit",
        "st_nicholas": "nikolaus|nikolaustag",
        "valentine": "valentinstag",
        "spring_festival": "chinesisches neujahr|chinesischen neujahr|chinesischem neujahr",
        "all_saints": "allerheiligen",
    },
    "opening": {
        1: "{,der,die,dem,zur} {eröffnung,eröffnungstag,eröffnungsfeier"
        ",veranstaltung,konferenz,kongress,messe,tagung,forum,gipfel}"
        "|{eröffnung,beginn} {der,des} {veranstaltung,konferenz,kongresses,messe,tagung,forums}"
        "|{veranstaltungsbeginn,konferenzbeginn,messebeginn,kongressbeginn}"
    },
    "tminus": {1: "t|d"},
    "part": {
        "dawn": "in der frühe",
        "morning": "{am,} {morgen,vormittag}|morgens|vormittags|früh|in der früh",
        "noon": "{am,} mittag|mittags",
        "afternoon": "{am,} nachmittag|nachmittags",
        "evening": "{am,} abend|abends",
        "night": "nachts|{in der,} nacht",
    },
    "ampm": {},
    "oclock": {"full": "uhr|h"},
    "mins": {1: "min|minuten"},
    "midday": {"noon": "mittag|{um,am} mittag|mittags|zwölf uhr mittags", "midnight": "mitternacht|um mitternacht"},
    "past": {-30: "halb", 15: "viertel nach", -15: "viertel vor|dreiviertel"},
    "sharp": {1: "pünktlich|genau"},
    "wdp": {(day, part): name + word for day, name in enumerate(_WEEKDAYS) for part, word in _PARTS.items()},
    "timeword": {1: "zeit|ortszeit"},
    "citysuffix": {1: "er"},
    "localtime": {1: "ortszeit|unserer zeit|lokalzeit"},
    "on": {1: "am|an|den|der|dem|zum|im|auf den|auf|für den|für"},
    "at": {1: "um|gegen|ab|punkt|bis um|so um"},
    "the": {1: "der|die|das|den|dem|des"},
    "of": {1: "des|der|im|vom|von|in|in der|des monats|in dem"},
    "in": {1: "in|in etwa|heute in"},
    "later": {1: "später|ab heute|ab jetzt|von heute an|ab sofort"},
    "within": {
        1: "innerhalb|innerhalb von|innerhalb der nächsten|innerhalb der kommenden|binnen|in den"
        " {nächsten,kommenden}|in weniger als|im laufe von"
    },
    "ago0": {1: "vor"},
    "from": {1: "ab|nach|von|vom"},
    "before0": {1: "vor|vor dem|vor der|vor den"},
    "after0": {1: "nach|nach dem|nach der"},
    "eve": {
        -1: "{am,} vorabend {von,des,der,vom}|{am,} tag {vor,vor dem}|{am,} vortag {von,des,der,vom}",
        1: "{am,} tag {nach,nach dem}|tags {darauf,nach}",
    },
    "by0": {
        "strong": "bis|bis zum|bis zu|bis zur|bis an|bis am|bis spätestens|spätestens|spätestens bis"
        "|spätestens"
        " zum|spätestens am|spätestens bis zum"
        "|fällig|fällig am|fällig bis|frist|die frist|frist bis|frist ist|abgabe|abgabe bis|abgabe"
        " am|deadline|termin|nicht später als|bis einschließlich"
        "|bis inklusive|{verschoben,verschieben,verlegt,verlängert} {auf,auf den,bis,bis zum}"
        "|längstens bis|zu|zum",
        "weak": "für|für den|auf|auf den",
    },
    "by1": {"strong": "spätestens|fällig|einschließlich|inklusive|deadline"},
    "to": {1: "bis|bis zum|bis einschließlich"},
    "rfrom": {1: "von|vom|ab"},
    "between": {1: "zwischen|zwischen dem"},
    "and": {1: "und|&|u"},
    "every": {1: "jed" + _E + "|alle|immer|an jedem|am jeden"},
    "other": {2: "zweit" + _E + ""},
    "freq": {
        ("DAILY", 1): "täglich|jeden tag|tagtäglich",
        ("WEEKLY", 1): "wöchentlich|jede woche|allwöchentlich",
        ("WEEKLY", 2): "zweiwöchentlich|vierzehntägig|14 tägig|alle 14 tage|alle vierzehn tage|zweiwöchig"
        "|jede"
        " zweite woche",
        ("MONTHLY", 1): "monatlich|jeden monat|allmonatlich",
        ("QUARTERLY", 1): "vierteljährlich|quartalsweise|jedes quartal",
        ("YEARLY", 1): "jährlich|jedes jahr|alljährlich",
        ("WORKDAYS", 1): "werktäglich|arbeitstäglich",
    },
    "freqp": {"morning": "jeden morgen", "evening": "jeden abend", "afternoon": "jeden nachmittag"},
    "for0": {1: "für|für die nächsten|über"},
    "times": {1: "mal|termine"},
    "starting": {1: "ab|ab dem|beginnend am|beginnend|ab dem|vom|von"},
    "until0": {1: "bis|bis zum|bis einschließlich"},
    "risky": {1: "so|mo|di|mi|do|fr|sa"},
    "or": {1: "oder"},
    "not": {
        1: "guten|schönen|nicht|kein|keine|außer|ausser|seit|nach|von|vom|ab|des|der|die|das"
        "|als|ohne|oder|statt|gegen|pro"
    },
}

TABLE = words.Table("de", WORDS)
