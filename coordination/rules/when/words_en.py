"""English words for dates; a table, no rules."""

from coordination.rules.when import words

_SMALL = {
    1: "one",
    2: "two|a couple of|couple of|a couple|a pair of",
    3: "three",
    4: "four",
    5: "five",
    6: "six",
    7: "seven",
    8: "eight",
    9: "nine",
    10: "ten",
    11: "eleven",
    12: "twelve|a dozen",
    13: "thirteen",
    14: "fourteen",
    15: "fifteen",
    16: "sixteen",
    17: "seventeen",
    18: "eighteen",
    19: "nineteen",
    20: "twenty",
    30: "thirty",
    40: "forty|fourty",
    45: "forty-five",
    50: "fifty",
    60: "sixty",
    90: "ninety",
}
_TEENS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_NTHS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
_LATER_NTHS = (
    "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)

WORDS: words.Words = {
    "num": _SMALL | {20 + i: f"twenty-{word}" for i, word in enumerate(_TEENS, 1)},
    "one": {1: "a|an"},
    "half": {1: "half|half of"},
    "andhalf": {1: "and a half"},
    "ord": {
        **dict(enumerate([*_NTHS, *_LATER_NTHS.split()], 1)),
        **{20 + i: f"twenty-{word}" for i, word in enumerate(_NTHS, 1)},
        30: "thirtieth",
        31: "thirty-first",
        -1: "last|final",
        -2: "{second,next} to last|second last|last but one|penultimate",
    },
    "nth": {"": "st|nd|rd|th"},
    "day": {
        0: "today|tdy|2day|this day",
        1: "tomorrow|tomorow|tommorow|tommorrow|tomorrrow|tmrw|tmr|tmw|2moro|2morrow|tmrow|tomo"
        "|{the,} following day|the next day",
        2: "{the,} day after tomorrow|{the,} day after {tmrw,tmr}|overmorrow|in two days time",
        -1: "yesterday",
        -2: "{the,} day before yesterday",
    },
    "dayp": {
        (0, "evening"): "tonight|tonite|this evening",
        (0, "morning"): "this morning",
        (0, "afternoon"): "this afternoon",
        (0, "noon"): "this noon",
        (-1, "evening"): "last night",
    },
    "wd": {
        0: "monday|mon",
        1: "tuesday|tues|tue",
        2: "wednesday|wednsday|weds|wed",
        3: "thursday|thurs|thur|thu",
        4: "friday|fri",
        5: "saturday|sat",
        6: "sunday|sun",
    },
    "wds": {
        0: "mondays|mons",
        1: "tuesdays",
        2: "wednesdays",
        3: "thursdays",
        4: "fridays|fris",
        5: "saturdays",
        6: "sundays",
        "workdays": "weekdays|workdays|on {working,business} days",
        "weekend": "weekends",
    },
    "month": {
        1: "january|jan",
        2: "february|feb|febr",
        3: "march|mar",
        4: "april|apr",
        5: "may",
        6: "june|jun",
        7: "july|jul",
        8: "august|aug",
        9: "september|sept|sep",
        10: "october|oct",
        11: "november|nov",
        12: "december|dec",
    },
    "unit": {
        "minute": "minute{,s}|min{,s}",
        "hour": "hour{,s}|hr{,s}|h",
        "day": "day{,s}|calendar day{,s}|d",
        "week": "week{,s}|wk{,s}|w|calendar week{,s}",
        "month": "month{,s}|mth{,s}|calendar month{,s}",
        "quarter": "quarter{,s}",
        "half": "half year",
        "year": "year{,s}|yr{,s}|y|calendar year",
        "workday": "{working,work,business,week,office} day{,s}|workday{,s}|weekday{,s}|bd|wd",
        "weekend": "weekend|week end",
    },
    "dur": {
        (15, "minute"): "{a,one} quarter of an hour|quarter of an hour",
        (45, "minute"): "three quarters of an hour",
        (2, "week"): "{a,one,} fortnight",
        (4, "week"): "two fortnights",
    },
    "this": {1: "this|the current|current|the same"},
    "next": {1: "next|nxt|the next"},
    "coming": {1: "coming|this coming|the coming|upcoming|this upcoming"},
    "last": {1: "last|past|previous|the last|this past|the previous"},
    "period": {
        ("week", 2): "{the,} week after next",
        ("month", 2): "{the,} month after next",
        ("year", 2): "{the,} year after next",
        ("weekend", 2): "{the,} weekend after next",
    },
    "weekafter": {1: "week", 2: "fortnight"},
    "end": {1: "{the,} end of|{the,} close of|end"},
    "mid": {1: "mid|the middle of|middle of"},
    "begin": {1: "{the,} {start,beginning} of|start|beginning|early|early in|late|late in"},
    "endof": {
        "month": "eom|month end|month s end",
        "year": "eoy|year end|year s end",
        "week": "eow|eowk",
        "quarter": "eoq|quarter end",
    },
    "eod": {
        1: "eod|cob|cop|eob|{the,} {end,close} of {the,} {business,play,day,working day,workday}"
        "|{the,} day s end"
        "|end of the office day|close of business day"
    },
    "holiday": {
        "christmas": "christmas|xmas|x mas|christmas day",
        "christmas_eve": "christmas eve|xmas eve",
        "boxing_day": "boxing day",
        "new_year": "new year|new years|new year s|new year s day|new years day",
        "new_year_eve": "new year s eve|new years eve|nye",
        "labour_day": "may day|labour day|international workers day",
        "valentine": "valentine s day|valentines day",
        "womens_day": "women s day|international women s day",
        "halloween": "halloween",
        "easter": "easter|easter sunday",
        "easter_monday": "easter monday",
        "good_friday": "good friday",
        "spring_festival": "chinese new year|lunar new year|spring festival|cny",
        "china_national_day": "china s national day|chinese national day",
        "mid_autumn": "mid autumn festival|moon festival",
        "dragon_boat": "dragon boat festival",
        "epiphany": "epiphany",
        "thanksgiving": "thanksgiving|thanksgiving day",
    },
    "opening": {
        1: "{the,} opening|{the,} opening day|{the,} opening ceremony|{the,} {event"
        ",conference,forum,summit,congress,show,fair,expo}"
        "|{the,} {event,conference,forum,summit,congress,show,fair,expo} {opening,start,starts,opens,begins}"
        "|{the,} {opening,start} of {the,} {event,conference,forum,summit,congress,show,fair,expo}"
        "|we open|d day|{the,} kick off"
    },
    "tminus": {1: "t|d"},
    "part": {
        "dawn": "in the early morning|early morning|at dawn",
        "morning": "{in the,} morning|first thing|first thing in the morning|{in,during} the forenoon",
        "afternoon": "{in the,} afternoon",
        "evening": "{in the,} evening",
        "night": "{at,} night",
    },
    "ampm": {"am": "am|a m", "pm": "pm|p m"},
    "oclock": {"bare": "o clock|oclock", "full": "hrs|hours|h"},
    "midday": {"noon": "noon|midday|mid day|12 noon|noontime|lunchtime", "midnight": "midnight|12 midnight"},
    "past": {30: "half past|half", 15: "quarter past|a quarter past", -15: "quarter to|a quarter to|quarter till"},
    "sharp": {1: "sharp|on the dot|exactly|prompt"},
    "timeword": {1: "time|local time|standard time"},
    "localtime": {1: "local time|our time|my time"},
    "on": {1: "on|on the|by the date of"},
    "at": {1: "at|@|about|around|at about|at around"},
    "the": {1: "the"},
    "of": {1: "of|in|of the"},
    "in": {1: "in|in about"},
    "intime": {1: "s time|time"},
    "later": {1: "from now|later|hence|from today|after today|after now"},
    "within": {
        1: "within|within the next|in the next|over the next|inside|inside of|during the next|in under|in less than"
    },
    "ago1": {1: "ago|back|before now"},
    "from": {1: "from|after|on"},
    "before0": {1: "before|prior to|ahead of|in advance of|earlier than"},
    "after0": {1: "after|following|past|later than"},
    "eve": {-1: "the eve of|eve of"},
    "by0": {
        "strong": "by|due|due by|due on|due date|is due|are due|no later than|not later than|at the latest"
        " by|until|till|til|up to"
        "|deadline|deadline is|the deadline is|on or before|by latest|latest by|latest|at the"
        " latest|must be done by|complete by|finish by"
        "|{reschedule,rescheduled,move,moved,postpone,postponed,push,pushed,extend"
        ",extended,delay,delayed,bring forward,brought forward}"
        " {,it,this,back,out} {to,until,till}|new date|by or on|ddl",
        "weak": "for|to|effective",
    },
    "by1": {"strong": "at the latest|latest|at latest|or earlier|or sooner|deadline|tops|max"},
    "to": {1: "to|until|till|til|through|thru"},
    "rfrom": {1: "from"},
    "between": {1: "between"},
    "and": {1: "and|&"},
    "every": {1: "every|each|every single"},
    "other": {2: "other|alternate"},
    "freq": {
        ("DAILY", 1): "daily|every day|everyday|each day|day to day",
        ("WEEKLY", 1): "weekly",
        ("WEEKLY", 2): "biweekly|bi weekly|fortnightly|every fortnight|once a fortnight|every other week"
        "|once"
        " every two weeks",
        ("MONTHLY", 1): "monthly|once a month|once per month",
        ("QUARTERLY", 1): "quarterly|once a quarter",
        ("YEARLY", 1): "yearly|annually|once a year|every year|each year",
        ("WEEKLY", 1, 1): "once a week|once per week",
    },
    "freqp": {
        "morning": "every morning|each morning",
        "afternoon": "every afternoon",
        "evening": "every {evening,night}",
    },
    "for0": {1: "for|for the next|over"},
    "times": {1: "times|occurrences|x"},
    "starting": {1: "starting|beginning|starting on|starting from|from|as of|as from|commencing|effective"},
    "until0": {1: "until|till|til|up to|through|ending|ending on|until the|to"},
    "never": {1: "may|march|mar"},
    "risky": {1: "sat|sun|wed"},
    "genitive": {1: "of"},
    "or": {1: "or"},
    "not": {
        1: "not|no|except|never|since|after|around|about|approximately|roughly|circa|ca|than|of|but"
        "|excluding|unlike|from|or|versus|vs|without|the|a|an|was|were|last|per|with|s"
    },
}

TABLE = words.Table("en", WORDS, order="ask", before="excluded", next_weekday="week")
