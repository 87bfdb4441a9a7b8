"""Phrases that show people what is read, by language and kind; every one of them is read (a test sees to it)."""

from coordination.rules.when import languages, words

KINDS = ("day", "hour", "ahead", "workdays", "end", "by", "date", "offset", "opening", "range", "zone", "repeat")
"""In the order of a page: near days, hours, lengths, working days, ends of periods, bounds, dates, counted from a
date, counted from the opening day, ranges, zones, repetitions."""

_EXAMPLES = {
    "en": {
        "day": "today|tomorrow|Friday|Thursday next week|a week from Friday",
        "hour": "tomorrow 5pm|Fri 3.30pm|tomorrow noon|9am",
        "ahead": "in 3 days|in two weeks|in an hour and a half|within 48 hours|+3d",
        "workdays": "in 5 working days|next working day|3 working days before 1 Dec",
        "end": "end of month|end of March|EOD Friday|by year-end",
        "by": "by 5 Dec|due Friday 18:00|no later than 10 January|until Monday noon",
        "date": "1 December|Dec 1, 2026 at 2:30 PM|the 5th|2026-12-01 14:30",
        "offset": "two weeks before 1 July 2027|10 days after 1 Dec|the day before Christmas",
        "opening": "T-30|two weeks before the opening|10 working days before the opening",
        "range": "2-4 Dec|tomorrow 2-4pm|Monday to Wednesday next week",
        "zone": "1 Dec 9:00 New York time|2026-12-01 14:00 UTC|Dec 1 3pm CET",
        "repeat": "every Monday 9am|every second Tuesday at 9:00|first Monday of the month"
        "|last working day of every month"
        "|every Friday until 25 June 2027",
    },
    "zh": {
        "day": "今天|后天|周五|下周三|本周日",
        "hour": "明天下午5点|今晚8点|周五17:30|后天中午",
        "ahead": "三天后|两周内|一个半小时后|48小时内",
        "workdays": "三个工作日内|下一个工作日|12月1日前三个工作日",
        "end": "本月底|年底前|明年一季度末|今天下班前",
        "by": "12月5日前|最晚下周一|截止12月10日18点|不迟于1月10日",
        "date": "12月1日|5号|2026年12月1日14:30|明年7月2日|12/1",
        "offset": "12月1日之后十天|7月2日前一天|元旦前两天",
        "opening": "开幕前30天|T-30|开幕前10个工作日|开幕当天",
        "range": "12月2日至4日|明天下午2点到4点|下周一至周三",
        "zone": "12月1日纽约时间上午9点|12月1日北京时间下午3点",
        "repeat": "每周一上午9点|隔周周四下午4点|每月最后一个工作日 16:00|每月15号|每周五，到2027年6月25日为止",
    },
    "de": {
        "day": "heute|übermorgen|Freitag|Freitag nächster Woche",
        "hour": "morgen um 17 Uhr|heute Abend um 8|morgen Mittag",
        "ahead": "in 3 Tagen|in zwei Wochen|in anderthalb Stunden|binnen 48 Stunden",
        "workdays": "in zwei Arbeitstagen|nächster Arbeitstag|3 Arbeitstage vor dem 1. Dezember",
        "end": "Monatsende|Ende März|Ende nächsten Monats",
        "by": "bis Freitag|bis zum 23. September|spätestens 5.12.",
        "date": "1. Dezember|1. Dez. 9:00|01.12.2026|am 5.",
        "offset": "zwei Wochen vor dem 2. Juli 2027|10 Tage nach dem 1. Dezember",
        "opening": "T-30|zwei Wochen vor der Eröffnung",
        "range": "2.–4. Dezember|morgen von 14 bis 16 Uhr",
        "zone": "1. Dezember 9 Uhr MEZ|morgen um 9 Uhr New Yorker Zeit",
        "repeat": "jeden Montag um 9 Uhr|alle zwei Wochen dienstags"
        "|am 15. jedes Monats|am letzten Arbeitstag des Monats",
    },
    "fr": {
        "day": "aujourd'hui|après-demain|vendredi|vendredi de la semaine prochaine",
        "hour": "demain à 17h|ce soir à 20h|demain midi",
        "ahead": "dans 3 jours|dans deux semaines|sous 48 heures",
        "workdays": "dans deux jours ouvrés|prochain jour ouvré",
        "end": "fin du mois|fin mars|d'ici la fin de l'année",
        "by": "d'ici vendredi|au plus tard le 5 décembre|avant vendredi 17h",
        "date": "1er décembre|le 4 décembre à 18h|01/12/2026|le 5",
        "offset": "deux semaines avant le 2 juillet 2027|dix jours après le 1er décembre",
        "opening": "J-30|deux semaines avant l'ouverture",
        "range": "du 2 au 4 décembre|demain de 14h à 16h",
        "zone": "1er décembre 9h heure de Paris|demain 9h UTC",
        "repeat": "tous les lundis à 9h|un mardi sur deux|le 15 de chaque mois|le dernier jour ouvré du mois",
    },
    "es": {
        "day": "hoy|pasado mañana|viernes|el viernes de la semana que viene",
        "hour": "mañana a las 17:00|hoy a las 5 de la tarde|mañana al mediodía",
        "ahead": "en 3 días|dentro de dos semanas|en menos de 48 horas",
        "workdays": "en dos días hábiles|el próximo día hábil",
        "end": "fin de mes|a finales de marzo|fin de año",
        "by": "para el viernes|hasta el 10 de enero|a más tardar el 5 de diciembre",
        "date": "1 de diciembre|el 4 de diciembre a las 18:00|05/12/2026|el 5",
        "offset": "dos semanas antes del 2 de julio de 2027|10 días después del 1 de diciembre",
        "opening": "T-30|dos semanas antes de la apertura",
        "range": "del 2 al 4 de diciembre|mañana de 14:00 a 16:00",
        "zone": "1 de diciembre a las 9:00 hora de Madrid",
        "repeat": "todos los lunes a las 9|cada dos semanas los martes|el 15 de cada mes|el último día hábil del mes",
    },
    "ru": {
        "day": "сегодня|послезавтра|в пятницу|в пятницу на следующей неделе",
        "hour": "завтра в 17:00|сегодня в 5 вечера|завтра в полдень",
        "ahead": "через 3 дня|через две недели|через полчаса|в течение 48 часов",
        "workdays": "через два рабочих дня|за три рабочих дня до 1 декабря",
        "end": "к концу месяца|до конца года|конец марта",
        "by": "до пятницы|до 23 сентября|не позднее 10 января",
        "date": "1 декабря|1 дек 9:00|01.12.2026|5-го числа",
        "offset": "за две недели до 2 июля 2027|через 10 дней после 1 декабря",
        "opening": "T-30|за две недели до открытия",
        "range": "со 2 по 4 декабря|завтра с 14 до 16",
        "zone": "1 декабря в 9:00 мск|1 декабря в 15:00 по Берлину",
        "repeat": "каждый понедельник в 9:00|по вторникам и четвергам|15 числа каждого месяца",
    },
    "pt": {
        "day": "hoje|depois de amanhã|sexta-feira|sexta-feira da semana que vem",
        "hour": "amanhã às 17h|hoje às 5 da tarde|amanhã ao meio-dia",
        "ahead": "em 3 dias|daqui a duas semanas|no prazo de 48 horas",
        "workdays": "em dois dias úteis|no próximo dia útil",
        "end": "fim do mês|final de março|fim do ano",
        "by": "até sexta|até 23 de setembro|o mais tardar segunda-feira",
        "date": "1 de dezembro|4 de dezembro às 18h|01/12/2026|dia 5",
        "offset": "duas semanas antes de 2 de julho de 2027|10 dias depois de 1 de dezembro",
        "opening": "T-30|duas semanas antes da abertura",
        "range": "de 2 a 4 de dezembro|amanhã das 14h às 16h",
        "zone": "1 de dezembro às 9h (horário de Brasília)",
        "repeat": "toda segunda-feira às 9h|a cada duas semanas na terça|todo dia 15|todo último dia útil do mês",
    },
}

_SHOWN = (
    "day",
    "wd",
    "month",
    "unit",
    "by0",
    "by1",
    "before0",
    "within",
    "withinpost",
    "eod",
    "holiday",
    "opening",
    "every",
)


def of(language: str) -> dict[str, tuple[str, ...]]:
    """Example phrases by kind, in the order of `KINDS`; for a language without a table the English ones."""
    chosen = _EXAMPLES[languages.base(language)]
    return {kind: tuple(chosen[kind].split("|")) for kind in KINDS}


def known_words(language: str) -> dict[str, tuple[str, ...]]:
    """The words that are read, as people write them, by category: days, weekdays, months, units, bounds, holidays."""
    table = languages.table(languages.base(language))
    return {category: _forms(table.words.get(category, {})) for category in _SHOWN}


def _forms(values: object) -> tuple[str, ...]:
    assert isinstance(values, dict)
    forms = (form.strip() for value in values.values() for form in value.split("|"))
    return tuple(dict.fromkeys(single for form in forms for single in words.expand(form)))
