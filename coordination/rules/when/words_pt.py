"""Portuguese words for dates, of Portugal and of Brazil; a table, no rules."""

from coordination.rules.when import words

_NUMBERS = (
    "três quatro cinco seis sete oito nove dez onze doze treze {c,qu}atorze quinze {dezasseis,dezesseis}"
    " {dezassete,dezessete} dezoito"
    " {dezanove,dezenove} vinte"
)
_ONES = ["um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove"]

WORDS: words.Words = {
    "num": {
        2: "dois|duas|um par de",
        **dict(enumerate(_NUMBERS.split(), 3)),
        **{20 + i: f"vinte e {word}" for i, word in enumerate(_ONES, 1)},
        1: "uma",
        30: "trinta",
        31: "trinta e um",
        40: "quarenta",
        45: "quarenta e cinco",
        48: "quarenta e oito",
        60: "sessenta",
        72: "setenta e duas",
        90: "noventa",
    },
    "one": {1: "um|uma"},
    "half": {1: "meio|meia"},
    "andhalf": {1: "e mei{o,a}"},
    "ord": {
        1: "primeir{o,a}",
        2: "segund{o,a}",
        3: "terceir{o,a}",
        4: "quart{o,a}",
        5: "quint{o,a}",
        6: "sext{o,a}",
        7: "sétim{o,a}",
        8: "oitav{o,a}",
        9: "non{o,a}",
        10: "décim{o,a}",
        -1: "últim{o,a}",
        -2: "penúltim{o,a}",
    },
    "nth": {"": "o|a|º|ª"},
    "day": {
        0: "hoje|hoje mesmo",
        1: "amanhã|amanha|o dia seguinte|no dia seguinte",
        2: "depois de amanhã|depois de amanha|depois d'amanhã",
        -1: "ontem",
        -2: "anteontem|antes de ontem|antes d'ontem",
    },
    "dayp": {
        (0, "evening"): "esta noite|hoje à noite|logo à noite",
        (0, "morning"): "esta manhã",
        (0, "afternoon"): "esta tarde",
        (-1, "evening"): "ontem à noite",
    },
    "wd": {
        0: "segunda-feira|segunda|seg|2a feira",
        1: "terça-feira|terça|ter|3a feira",
        2: "quarta-feira|quarta|qua|4a feira",
        3: "quinta-feira|quinta|qui|5a feira",
        4: "sexta-feira|sexta|sex|6a feira",
        5: "sábado|sáb",
        6: "domingo|dom",
    },
    "wds": {
        0: "{às,nas,} segundas-feiras|{às,nas,} segundas",
        1: "{às,nas,} terças-feiras|{às,nas,} terças",
        2: "{às,nas,} quartas-feiras|{às,nas,} quartas",
        3: "{às,nas,} quintas-feiras|{às,nas,} quintas",
        4: "{às,nas,} sextas-feiras|{às,nas,} sextas",
        5: "{aos,nos,} sábados",
        6: "{aos,nos,} domingos",
        "workdays": "{nos,aos,em} dias {úteis,de semana}",
        "weekend": "fins de semana|finais de semana|fins-de-semana",
    },
    "month": {
        1: "janeiro|jan",
        2: "fevereiro|fev",
        3: "março",
        4: "abril|abr",
        5: "maio|mai",
        6: "junho|jun",
        7: "julho|jul",
        8: "agosto|ago",
        9: "setembro|set",
        10: "outubro|out",
        11: "novembro|nov",
        12: "dezembro|dez",
    },
    "unit": {
        "minute": "minuto{,s}|min",
        "hour": "hora{,s}|h|hs",
        "day": "dia{,s}|dia{,s} corrido{,s}",
        "week": "semana{,s}",
        "month": "mês|meses",
        "quarter": "trimestre{,s}",
        "half": "semestre{,s}",
        "year": "ano{,s}",
        "workday": "dia{,s} {útil,úteis,uteis}|dia{,s} de trabalho",
        "weekend": "fi{m,ns} de semana|fim-de-semana|fina{l,is} de semana",
    },
    "dur": {
        (30, "minute"): "meia hora|meia-hora",
        (15, "minute"): "um quarto de hora",
        (45, "minute"): "três quartos de hora",
        (14, "day"): "uma quinzena",
    },
    "loose": {(15, "day"): "quinze dias|15 dias", (8, "day"): "oito dias|8 dias"},
    "this": {1: "este|esta|neste|nesta|desse|deste|desta|essa|esse|nessa|nesse|corrente|em curso"},
    "next": {1: "próxim{o,a,os,as}|seguinte|que vem|que entra"},
    "coming": {1: "que aí vem"},
    "last": {1: "passad{o,a}|últim{o,a}|anterior"},
    "period": {},
    "weekafter": {},
    "end": {1: "{o,ao,no,} {fim,final} {de,do,da}|finais {de,do}|fins {de,do}|em fins de"},
    "mid": {1: "{em,} mead{os,o} {de,do}|{a,} metade {de,do}"},
    "begin": {1: "{o,no,} {início,começo,princípio} {de,do,da}|{em,} inícios de"},
    "endof": {
        "month": "fim de mês|final de mês",
        "year": "fim de ano|fim d'ano",
        "week": "fim da semana|final da semana",
    },
    "eod": {
        1: "{o,ao,no,} {fim,final} {do,de} {dia,expediente,hoje}|{o,} encerramento do dia|fim do expediente|eod|cob"
    },
    "holiday": {
        "christmas": "natal|o natal|dia de natal",
        "christmas_eve": "véspera de natal|consoada",
        "new_year": "ano novo|ano-novo|o ano novo|dia de ano novo",
        "new_year_eve": "véspera de ano novo|réveillon|passagem de ano",
        "epiphany": "dia de reis|reis",
        "labour_day": "dia do trabalho|dia do trabalhador",
        "easter": "páscoa|a páscoa|domingo de páscoa",
        "good_friday": "sexta-feira santa|sexta santa",
        "all_saints": "todos os santos|dia de todos os santos",
        "valentine": "dia de são valentim",
        "brazil_independence": "dia da independência",
        "spring_festival": "ano novo chinês|o ano novo chinês",
    },
    "opening": {
        1: "{a,o,} {abertura,inauguração,conferência,evento,congresso,fórum,feira,cúpula,cimeira}"
        "|{a,} {abertura,inauguração} {da,do} {conferência,evento,congresso,fórum,feira,cúpula,cimeira}"
        "|o dia da {abertura,inauguração}"
    },
    "tminus": {1: "t|d"},
    "part": {
        "dawn": "{de,da,na} madrugada",
        "morning": "{de,da,na,pela} manhã|de manhãzinha|cedo",
        "noon": "do meio-dia",
        "afternoon": "{de,da,na,à,pela,} tarde",
        "evening": "{de,da,na,à,pela} noite",
    },
    "ampm": {},
    "oclock": {"full": "h|hs|horas|hora", "bare": "em ponto"},
    "mins": {1: "min|minutos|m"},
    "midday": {"noon": "{o,ao,} meio-dia|{o,ao,} meio dia", "midnight": "{a,à,} meia-noite|{a,à,} meia noite"},
    "andpast": {30: "e meia", 15: "e quinze|e um quarto", -15: "menos um quarto"},
    "timeof": {1: "hor{a,ário} {de,do,da}|na hora de|hora local de|fuso {de,do}|horário"},
    "localtime": {1: "hor{a,ário} local"},
    "on": {1: "em|no|na|a|o|para o|para a|dia|no dia|o dia|aos"},
    "at": {1: "às|as|à|a|pelas|por volta das|até às|ao"},
    "the": {1: "o|a|os|as"},
    "of": {1: "de|do|da|em|dos|das|no|na"},
    "in": {1: "em|daqui a|dentro de|de hoje a|daqui|em até"},
    "later": {1: "depois de hoje|a partir de hoje|a contar de hoje|mais tarde"},
    "within": {
        1: "no prazo de|num prazo de|em um prazo de|em menos de|nos próximos|nas próximas|em até"
        "|dentro dos próximos|no prazo máximo de"
    },
    "ago0": {1: "há|faz|ha"},
    "ago1": {1: "atrás"},
    "from": {1: "a partir {de,do,da}|depois {de,do,da}|após|a contar {de,do}"},
    "before0": {1: "antes {de,do,da}|antes do dia"},
    "after0": {1: "depois {de,do,da}|após|após o|após a"},
    "eve": {
        -1: "{na,a,} véspera {de,do,da}|{o,no,} dia {antes de,antes do,anterior a,anterior ao}",
        1: "{o,no,} dia {depois de,depois do,seguinte a,seguinte ao}",
    },
    "by0": {
        "strong": "até|até o|até a|até à|até ao|até às|até dia|até o dia|até ao dia|para|para o|para a|o"
        " mais tardar|o mais tardar em|no máximo|no máximo até|no mais tardar"
        "|prazo|prazo até|data limite|data limite até|prazo final|vence|vence em|vence no|deadline"
        "|entrega|entrega até|entregar até|limite"
        "|{adiado,adiar,adiada,movido,prorrogado,remarcado,remarcar} {para,para o,para a,até}",
        "weak": "ao",
    },
    "by1": {"strong": "o mais tardar|no máximo|no mais tardar|inclusive|impreterivelmente|no limite"},
    "to": {1: "a|à|até|até o|até a|até às|até ao|ao|às|as"},
    "rfrom": {1: "de|do|da|desde|das|desde o"},
    "between": {1: "entre|entre o|entre as"},
    "daymark": {1: "{o,no,ao,os,nos,} dia{,s}|até o dia|até ao dia"},
    "and": {1: "e|&|e às"},
    "every": {1: "cada|a cada|tod{o,a,os,as} {o,a,os,as,}"},
    "other": {2: "dois|duas"},
    "skip": {2: "sim outro não"},
    "freq": {
        ("DAILY", 1): "diariamente|todo dia|todos os dias|cada dia|diário|diária",
        ("DAILY", 2): "dia sim dia não|dia sim, dia não",
        ("WEEKLY", 1): "semanalmente|toda semana|todas as semanas|cada semana|semanal",
        ("WEEKLY", 2): "quinzenalmente|quinzenal|a cada quinzena|semana sim semana não|a cada quinze dias"
        "|a cada"
        " 15 dias",
        ("MONTHLY", 1): "mensalmente|todo mês|todos os meses|cada mês|mensal",
        ("QUARTERLY", 1): "trimestralmente|todo trimestre|trimestral|a cada trimestre",
        ("YEARLY", 1): "anualmente|todo ano|todos os anos|cada ano|anual",
        ("WORKDAYS", 1): "{todo,todos os,cada} dia{,s} {útil,úteis,de semana}",
    },
    "freqp": {
        "morning": "{toda manhã,todas as manhãs}",
        "evening": "{toda noite,todas as noites}",
        "afternoon": "{toda tarde,todas as tardes}",
    },
    "for0": {1: "durante|por"},
    "times": {1: "vezes|sessões"},
    "starting": {1: "a partir {de,do,da}|começando em|desde"},
    "until0": {1: "até|até o|até a|até ao|até à"},
    "risky": {1: "seg|ter|qua|qui|sex|dom|sab"},
    "genitive": {1: "de|do|da|dos|das"},
    "or": {1: "ou"},
    "not": {1: "não|exceto|salvo|desde|depois|após|de|do|da|dos|das|sem|nem|menos|ou|que|um|uma|por"},
}

TABLE = words.Table("pt", WORDS, before="included", unmarked="none")
