"""Words that stand in a column of days and name none, and the last part of a line that may; it reads no day."""

import re

UNSET = re.compile(
    (
        r"[?？]+|tb[dac]|n/?a|[-–—.]+|待定|待确认|未定|另行通知|offen|asap|whenever|any ?time|someday"
        r"|pendiente|à (?:définir|confirmer)|por (?:definir|confirmar)|a (?:definir|confirmar)|noch offen"
        r"|wird (?:noch )?(?:festgelegt|geklärt)|уточняется|будет уточнено|не определ[её]н\w*|nach absprache"
        r"|尽快|待通知|未確定|未确定"
    ),
    re.IGNORECASE,
)
ONGOING = re.compile(
    (
        r"on-?going|continuous(?:ly)?|always|rolling|recurring|laufend|fortlaufend|en continu|continuo"
        r"|постоянно|contínuo|长期|持续|全程|常态化?"
    ),
    re.IGNORECASE,
)
WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?"
    r"|\b(?:mo|di|mi|do|fr|sa|so|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)\b[.,]?"
    r"|\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b,?"
    r"|\b(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?\b,?"
    r"|\b(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|пн|вт|ср|чт|пт|сб|вс)\b[.,]?"
    r"|[(（]?(?:周|星期|礼拜|週)[一二三四五六日天][)）]?",
    re.IGNORECASE,
)
FRACTION = re.compile(
    r"\d[.,]\d+\s*(?:days?|weeks?|months?|tage?|wochen?|monate?|jours?|semaines?|mois|d[ií]as?|semanas?|mes(?:es)?|дн|недел|месяц"
    r"|天|周|週|个月)",
    re.IGNORECASE,
)
"""One week and a half is no exact day."""

LAST_PART = re.compile(
    r"(?P<rest>.*\S)\s*(?:\s[-–—]\s|[,，;；])\s*(?P<day>(?=[^,，;；]*\d)(?=[^,，;；]*[^\W\d_]{3})[^,，;；]{5,24})$"
)
"""`Print the badges — Marie — 12 octobre`: the day has a number and a word."""
