"""Spanish words for dates; a table, no rules."""

from coordination.rules.when import words

_NUMBERS = (
    "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis"
    " diecisiete dieciocho diecinueve veinte"
)
_TWENTIES = (
    "veintiún|veintiuno|veintiuna veintidós veintitrés veinticuatro veinticinco veintiséis"
    " veintisiete veintiocho veintinueve"
)

WORDS: words.Words = {
    "num": {
        **dict(enumerate(_NUMBERS.split(), 2)),
        1: "uno",
        **dict(enumerate(_TWENTIES.split(), 21)),
        2: "dos|un par de",
        30: "treinta",
        31: "treinta y uno",
        40: "cuarenta",
        45: "cuarenta y cinco",
        48: "cuarenta y ocho",
        60: "sesenta",
        72: "setenta y dos",
        90: "noventa",
    },
    "one": {1: "un|una"},
    "half": {1: "medio|media"},
    "andhalf": {1: "y medi{o,a}"},
    "ord": {
        1: "primer{,o,a}",
        2: "segund{o,a}",
        3: "tercer{,o,a}",
        4: "cuart{o,a}",
        5: "quint{o,a}",
        6: "sext{o,a}",
        7: "séptim{o,a}",
        8: "octav{o,a}",
        9: "noven{o,a}",
        10: "décim{o,a}",
        -1: "últim{o,a}",
        -2: "penúltim{o,a}",
    },
    "nth": {"": "o|a|er|ro|ra|do|da"},
    "day": {
        0: "hoy|hoy mismo|hoy en día|hoy día",
        1: "mañana|manana|el día siguiente|al día siguiente",
        2: "pasado mañana|pasado manana|pasado",
        -1: "ayer",
        -2: "anteayer|antes de ayer|antier",
    },
    "dayp": {
        (0, "evening"): "esta noche",
        (0, "morning"): "esta mañana",
        (0, "afternoon"): "esta tarde",
        (0, "noon"): "este mediodía",
        (-1, "evening"): "anoche",
    },
    "wd": {
        0: "lunes|lun",
        1: "martes|mar",
        2: "miércoles|mié|mierc",
        3: "jueves|jue",
        4: "viernes|vie",
        5: "sábado|sáb",
        6: "domingo|dom",
    },
    "wds": {
        0: "los lunes",
        1: "los martes",
        2: "los miércoles",
        3: "los jueves",
        4: "los viernes",
        5: "{los,} sábados",
        6: "{los,} domingos",
        "workdays": "los días {laborables,hábiles,laborales,de semana}|entre semana",
        "weekend": "{los,} fines de semana",
    },
    "month": {
        1: "enero|ene",
        2: "febrero|feb",
        3: "marzo",
        4: "abril|abr",
        5: "mayo",
        6: "junio|jun",
        7: "julio|jul",
        8: "agosto|ago",
        9: "septiembre|setiembre|sept|sep|set",
        10: "octubre|oct",
        11: "noviembre|nov",
        12: "diciembre|dic",
    },
    "unit": {
        "minute": "minuto{,s}|min",
        "hour": "hora{,s}|h|hs|hrs",
        "day": "día{,s}|día{,s} {natural,naturales,calendario}",
        "week": "semana{,s}",
        "month": "mes{,es}",
        "quarter": "trimestre{,s}",
        "half": "semestre{,s}",
        "year": "año{,s}",
        "workday": "día{,s} {hábil,hábiles,laborable,laborables,laboral,laborales,de trabajo}|jornada{,s} laboral{,es}",
        "weekend": "fin{,es} de semana|finde{,s}",
    },
    "dur": {
        (30, "minute"): "media hora",
        (15, "minute"): "un cuarto de hora|quince minutos",
        (45, "minute"): "tres cuartos de hora",
        (14, "day"): "una quincena",
    },
    "loose": {(15, "day"): "quince días|15 días", (8, "day"): "ocho días|8 días"},
    "this": {1: "este|esta|el presente|en curso"},
    "next": {1: "próxim{o,a,os,as}|siguiente|que viene|entrante"},
    "coming": {1: "el que viene"},
    "last": {1: "pasad{o,a}|últim{o,a}|anterior"},
    "period": {("week", 2): "la semana que viene no la otra"},
    "weekafter": {},
    "end": {
        1: "{el,} fin {de,del,de la}|{a,} {fines,finales} {de,del,de la}|final {de,del,de la}|{el,al}"
        " final {de,del,de la}|a fin {de,del}|cierre {de,del}"
    },
    "mid": {1: "{a,} mediados {de,del}|mitad {de,del}"},
    "begin": {1: "{a,} {principios,comienzos,inicios} {de,del}|{el,} {inicio,principio,comienzo} {de,del}"},
    "endof": {"month": "fin de mes|fines de mes", "year": "fin de año", "week": "fin de la semana|final de la semana"},
    "eod": {
        1: "{el,} {fin,final} {del,de} {día,la jornada,la jornada laboral}|{el,} cierre {del día,de la jornada}|cob|eod"
    },
    "holiday": {
        "christmas": "navidad|navidades|el día de navidad",
        "christmas_eve": "nochebuena",
        "new_year": "año nuevo|el año nuevo|día de año nuevo",
        "new_year_eve": "nochevieja|fin de año viejo",
        "epiphany": "reyes|el día de reyes|día de reyes",
        "labour_day": "día del trabajo|día del trabajador|día de los trabajadores",
        "easter": "pascua|domingo de resurrección|domingo de pascua",
        "good_friday": "viernes santo",
        "maundy_thursday": "jueves santo",
        "all_saints": "todos los santos|día de todos los santos",
        "valentine": "san valentín",
        "spain_national_day": "día de la hispanidad",
        "spring_festival": "año nuevo chino|el año nuevo chino",
    },
    "opening": {
        1: "{la,el,} {apertura,inauguración,conferencia,evento,congreso,foro,feria,cumbre}"
        "|{la,} {apertura,inauguración} {de la,del} {conferencia,evento,congreso,foro,feria,cumbre}"
        "|el día de la {inauguración,apertura}"
    },
    "tminus": {1: "t|d"},
    "part": {
        "dawn": "{de,por,en} la madrugada|de madrugada",
        "morning": "{de,por,en} la mañana|temprano",
        "noon": "{del,al,a} mediodía",
        "afternoon": "{de,por,en} la tarde",
        "evening": "{de,por,en} la noche",
    },
    "ampm": {"am": "am|a m", "pm": "pm|p m"},
    "oclock": {"full": "h|hs|hrs|horas", "bare": "en punto"},
    "mins": {1: "min|minutos"},
    "midday": {
        "noon": "{el,al,a,} mediodía|{el,al,a,} medio día",
        "midnight": "{la,a,} medianoche|a la medianoche|las doce de la noche",
    },
    "andpast": {30: "y media", 15: "y cuarto", -15: "menos cuarto"},
    "timeof": {1: "hora de|hora local de|hora del|hora"},
    "localtime": {1: "hora local"},
    "on": {1: "el|al|para el|en|el día|en el"},
    "at": {1: "a las|a la|a|a eso de las|sobre las|las|hacia las|antes de las"},
    "the": {1: "el|la|los|las|lo"},
    "of": {1: "de|del|de la|en|de el|de los"},
    "in": {1: "en|dentro de|de aquí a|en unos|al cabo de"},
    "later": {1: "después de hoy|más tarde|a partir de hoy|a partir de ahora|desde hoy"},
    "within": {
        1: "en un plazo de|en el plazo de|en menos de|en los próximos|en las próximas|en el curso"
        " de|en un plazo máximo de|dentro de los próximos"
    },
    "ago0": {1: "hace|hace unos"},
    "ago1": {1: "atrás|antes de hoy"},
    "from": {1: "a partir de|a partir del|desde|desde el|contando desde"},
    "before0": {1: "antes de|antes del|antes de la|antes de el|previo al"},
    "after0": {1: "después de|después del|después de la|tras|tras el|posteriores al"},
    "eve": {
        -1: "{la,} víspera {de,del,de la}|{el,} día {antes de,antes del,anterior a,anterior al}",
        1: "{el,} día {después de,después del,siguiente a,siguiente al}",
    },
    "by0": {
        "strong": "para|para el|para la|hasta|hasta el|hasta la|hasta las|a más tardar|a más tardar el|como"
        " máximo|como máximo el|como muy tarde|como muy tarde el"
        "|vence|vence el|vencimiento|plazo|plazo hasta el|plazo hasta|fecha límite|fecha límite"
        " el|límite|antes o el|no más tarde del|no más tarde de|deadline"
        "|{aplazado,aplazar,pospuesto,posponer,movido,mover,trasladado,prorrogado,ampliado}"
        " {al,a,hasta el,para el}"
        "|entrega|entrega el|lo más tarde|lo más tarde el",
        "weak": "al",
    },
    "by1": {"strong": "a más tardar|como máximo|como muy tarde|inclusive|incluido|máximo|lo más tarde"},
    "to": {1: "al|a|hasta|hasta el|a la|a las|hasta las"},
    "rfrom": {1: "del|de|desde|desde el|de las|desde las|el|de el"},
    "between": {1: "entre|entre el|entre las"},
    "daymark": {1: "{el,los,} día{,s}|el|al|para el|hasta el"},
    "and": {1: "y|e|&|y los|y el"},
    "every": {1: "cada|tod{o,a,os,as} {los,las,el,la,}"},
    "other": {2: "dos"},
    "skip": {2: "sí y otro no|por medio"},
    "freq": {
        ("DAILY", 1): "diariamente|a diario|todos los días|cada día|diario|diaria",
        ("DAILY", 2): "un día sí y otro no|cada tercer día|día por medio",
        ("WEEKLY", 1): "semanalmente|cada semana|todas las semanas|semanal",
        ("WEEKLY", 2): "quincenalmente|quincenal|cada quincena|cada quince días|cada 15 días|una semana sí"
        " y"
        " otra no|semana por medio|bisemanal",
        ("MONTHLY", 1): "mensualmente|cada mes|todos los meses|mensual",
        ("QUARTERLY", 1): "trimestralmente|cada trimestre|trimestral",
        ("YEARLY", 1): "anualmente|cada año|todos los años|anual",
        ("WORKDAYS", 1): "{cada día,todos los días} {hábil,hábiles,laborable,laborables,laborales,de semana}",
    },
    "freqp": {
        "morning": "{todas las,cada} mañana{,s}",
        "evening": "{todas las,cada} noche{,s}",
        "afternoon": "{todas las,cada} tarde{,s}",
    },
    "for0": {1: "durante|por"},
    "times": {1: "veces|sesiones"},
    "starting": {1: "a partir {de,del}|desde|desde el|empezando el"},
    "until0": {1: "hasta|hasta el|hasta la"},
    "risky": {1: "mar|lun|vie|dom|jue|pasado"},
    "genitive": {1: "de|del"},
    "or": {1: "o|u"},
    "not": {1: "no|excepto|salvo|desde|después|de|del|la|los|las|sin|ni|menos|o|que|un|una|tras|por"},
}

TABLE = words.Table("es", WORDS, before="included")
