"""German, French, Spanish, Russian and Portuguese words of updates, only what can't be misunderstood; a table."""

from coordination.rules.reading_words import Tag, phrases

WORDS: dict[Tag, tuple[str, ...]] = {
    Tag.DONE: phrases("""
        erledigt | fertig | abgeschlossen | ist fertig | terminé | terminée | fini | c'est fait | hecho | hecha |
        terminado | terminada | listo | completado | completada | готово | сделано | выполнено | закончено | feito |
        feita | concluído | concluída | terminou
    """),
    Tag.ALMOST: phrases("""
        fast fertig | beinahe | presque | presque fini | casi | casi listo | почти | почти готово | quase |
        quase pronto | quase feito
    """),
    Tag.PROGRESS: phrases("""
        in arbeit | läuft | angefangen | begonnen | en cours | commencé | en curso | en marcha | empezado | в работе |
        в процессе | начато | em andamento | começado | em curso
    """),
    Tag.UNFINISHED: phrases("""
        nicht fertig | noch nicht | noch nicht fertig | nicht erledigt | noch nicht erledigt | pas fini | pas encore |
        pas terminé | pas encore fini | no está listo | no está hecho | aún no | todavía no | не готово |
        ещё не готово | не сделано | ещё нет | не готов | ainda não | não está pronto | não feito
    """),
    Tag.BLOCKED: phrases("""
        blockiert | hängt fest | bloqué | bloquée | bloqueado | bloqueada | заблокировано | застряло | застряли |
        travado | parado
    """),
    Tag.WAITING: phrases("""
        warte auf | warten auf | wartet auf | en attente de | j'attends | esperando | a la espera de | ждём | жду |
        ждем | aguardando | à espera de
    """),
    Tag.HOLD: phrases("""
        zurückgestellt | pausiert | en pause | suspendu | en pausa | suspendido | на паузе | отложено | suspenso |
        em pausa
    """),
    Tag.DROPPED: phrases("""
        abgesagt | gestrichen | storniert | annulé | annulée | abandonné | cancelado | cancelada | anulado |
        отменено | отменён | отменена
    """),
    Tag.NOT: phrases("""
        nicht | kein | keine | pas | ne | jamais | nunca | не | нет | ни | não | nem | sin | sem | ohne | sans | без
    """),
    Tag.IF: phrases("""
        wenn | falls | sobald | würde | dès que | cuando | если | когда | quando | assim que
    """),
    Tag.FUTURE: phrases("""
        wird | werde | werden | morgen | sera | demain | bientôt | será | mañana | pronto estará | будет | завтра |
        скоро | amanhã | em breve
    """),
    Tag.MUST: phrases("""
        bitte | muss | müssen | soll | s'il te plaît | il faut | doit | por favor | hay que | debe | пожалуйста |
        надо | нужно | deve | precisa
    """),
    Tag.ASK: phrases("""
        ist | sind | wann | wer | wie | warum | quand | qui | comment | pourquoi | est-ce | cuándo | quién | cómo |
        когда | кто | как | почему | quando | quem | como
    """),
    Tag.BUT: phrases("""
        aber | außer | mais | sauf | pero | excepto | но | кроме | mas | exceto
    """),
    Tag.HALF: phrases("""
        hälfte | zur hälfte | moitié | à moitié | mitad | a la mitad | a medias | половина | наполовину | metade
    """),
    Tag.THANKS: phrases("""
        danke | merci | gracias | спасибо | obrigado | obrigada
    """),
    Tag.FILLER: phrases("""
        ist | der | die | das | le | la | les | est | el | los | está | o | os | já | ya | déjà | schon | jetzt |
        уже | ja | war | sind
    """),
}
