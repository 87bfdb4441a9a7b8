"""English words that say how a claim is meant, of dates, people and answers; a table, no rules."""

from coordination.rules.reading_words import Tag, phrases

WORDS: dict[Tag, tuple[str, ...]] = {
    Tag.NOT: phrases("""
        not | isn't | isnt | aren't | arent | wasn't | wasnt | weren't | hasn't | hasnt | haven't | havent | hadn't |
        didn't | didnt | don't | dont | doesn't | doesnt | never | no | can't | cant | cannot | won't | wont |
        without | nobody | none of | neither | nor | nothing | hardly | barely | far from | un | anything but |
        less than | yet to be | none
    """),
    Tag.IF: phrases("""
        if | once | unless | as soon as | in case | assuming | provided | suppose | wish | otherwise |
        hypothetically | whether | even if
    """),
    Tag.WHEN: phrases("""
        when | after | before | whenever | until | till | then we | and then
    """),
    Tag.FUTURE: phrases("""
        will | will be | i'll | we'll | it'll | they'll | he'll | she'll | gonna | going to | about to be | to be |
        shall | plan to | planning to | plan | want to | want | hope to | hoping to | hope | aim to | aiming |
        trying to | try to | then this is | intend to | expect to | let me | let's | lets | next step | next is |
        next up | tbd | supposed to | ought to | due to be | i'll do | i'll take | i'll handle | i will take |
        i'll pick up | i'll own | i will do | i'll do it | i'll take it | i'll take over | i will | ok i'll take it |
        will take it | then this | planned | plan for today | next steps
    """),
    Tag.COULD: phrases("""
        could | would | should | might
    """),
    Tag.AHEAD: phrases("""
        tomorrow | tonight | later today | next week | next month | soon | this afternoon | this evening |
        after lunch | in a bit | in a minute | shortly | any minute now | tmrw | tmr | this weekend |
        over the weekend | goes live | going live | goes online | goes out | goes to print | comes out | starts |
        opens | begins
    """),
    Tag.MARK: phrases("""
        mark | set | tick | please mark | pls mark | can you mark | could you mark | please set | pls set |
        please close | pls close
    """),
    Tag.MUST: phrases("""
        must | have to | has to | need to | needs to | please | pls | plz | remember to | don't forget | dont forget |
        make sure | got to | gotta | to be done | should be | kindly | get it done | get this done | let us |
        someone | somebody | needs to be | has to be | must be | needs doing | asap | can someone | remind me |
        remind us | remind him | remind her | reminder
    """),
    Tag.MIGHT: phrases("""
        maybe | perhaps | probably | prob | may | i think | i guess | i believe | i think so | i suppose | think so |
        guess | likely | not sure | unsure | possibly | apparently | seems | seemingly | looks like | supposedly |
        hopefully | if i remember | iirc | afaik | i hope | i assume | presumably | should be | roughly done |
        thought | i thought | assumed | was told | i was told | can't say | cannot say | wouldn't say | can't claim |
        not sure if | not sure whether | doubt | i doubt | don't think | i don't think | doesn't look | unclear if |
        unclear whether | no idea if | rumour | rumor | allegedly
    """),
    Tag.ASK: phrases("""
        can we | can you | could we | could you | who | what | when | where | why | how | which | any | anyone |
        anybody | any news | any update | may i | may we | shall we | should we | whose | wondering | i wonder |
        wdyt | what about | how about | status of | is the | is it | is this | is that | are the | are we | are you |
        are they | did you | did we | did the | did anyone | do we | do you | does the | does anyone | has the |
        has anyone | has anybody | have you | have we | have they | will you | will we | would you | can i |
        can someone | can anyone | could someone | could anyone | should i | shall i | is there | are there |
        was the | were the | were you | is anyone | do they | does it | is my | is our | what's | who's | where's |
        how's | when's | why's | whats | hows | wheres | any idea | do you know | does anybody
    """),
    Tag.SAYS: phrases("""
        says | said | told me | told us | tells me | wrote | writes | according to | fwd | fwd from | forwarded | fw |
        heard that | claims | mentioned | reports that | via | asked me | asks
    """),
    Tag.BUT: phrases("""
        but | however | except | except for | apart from | although | though | only | still missing | minus |
        just not | yet | bar
    """),
    Tag.REMAIN: phrases("""
        left | to go | remaining | remains | outstanding | still to come | still missing | missing | short |
        more to go | to come | still needs | needs only | open points | only the | just the | open | still open |
        undecided | unconfirmed
    """),
    Tag.STILL: phrases("""
        still | remains | as planned | unchanged | same | stays | as agreed | as before | holds
    """),
    Tag.PAST: phrases("""
        since | yesterday | last | ago | from | was | were | had | earlier today | on from
    """),
    Tag.MOVE: phrases("""
        move to | moved to | moves to | moving to | move it to | moved it to | push to | pushed to | pushing to |
        pushed it to | postponed to | postponed until | postponed till | postpone to | rescheduled to |
        reschedule to | rescheduled for | delayed to | delayed until | delayed till | slips to | slipped to |
        slipping to | shifted to | shift to | put off to | put off until | put off till | extended to | extend to |
        extended until | brought forward to | pulled forward to | new date | new date is | new deadline |
        new deadline is | new due date | new due | deadline is now | deadline now | due date is now | due now |
        now due | changed to | → | -> | => | pushed back to | moved up to | deadline moved to | deadline is |
        due date | due date is | deferred to | moved forward to | pushed out to | move this to | move that to |
        push it to | is now due | due date now | goes to | now on | new eta | put back to | set back to |
        deadline to | deadline
    """),
    Tag.SHIFT: phrases("""
        move | push | postpone | reschedule | delay | shift | extend | bring forward | put off | moved | pushed |
        postponed | rescheduled | delayed | shifted | extended | moving | pushing | defer | deferred
    """),
    Tag.LATER: phrases("""
        pushed back | pushed back by | postponed | postponed by | delayed | delayed by | slips | slips by | slipped |
        slipped by | late by | behind by | extended by | extend by | pushed by | pushed | push back | delay |
        delay by | moved back | moved back by | later | put back | behind | set back
    """),
    Tag.EARLIER: phrases("""
        brought forward | brought forward by | pulled forward | moved up | moved up by | earlier | early | ahead
    """),
    Tag.MORE: phrases("""
        need | needs | more | another | extra | an extra | additional | one more | give me | need another | extension
    """),
    Tag.ETA: phrases("""
        eta | by | due | until | till | expected | expect | expected by | should be done by | will be done by |
        will be ready by | done by | finished by | ready by | complete by | completed by | ready on | done on |
        no later than | latest | before | coming | promised by | promised for | aiming for | target | target date |
        planned for | will finish by | finishing by | will finish | will be done | will be ready | will be finished |
        delivery | eod | expecting it | should be ready by | should be ready | should be done
    """),
    Tag.HAND: phrases("""
        give it to | give this to | pass it to | pass it on to | hand it over to | hand this over to |
        hand over to | handed over to | hand to | hand it to | handing over to | handed to | hands over to |
        assign to | assigned to | reassign to | reassigned to | give to | passed to | pass to | goes over to |
        is now with | taken over by | can you take | could you take | take over from me | can you take over |
        could you take over | would you take | please take | pls take | new owner | new owner is | owner is now |
        transfer to | transferred to | can someone take | can anyone take | handover to | belongs to | assign |
        reassign | hand over | delegate | transfer
    """),
    Tag.TAKE: phrases("""
        i'll take | i will take | i take | taking over | i'll take over | taking | i can take | i'll do | i'm taking |
        i am taking | mine now | i got this | i'll handle | i'll own | let me take | dibs on | i take over |
        i'll pick up
    """),
    Tag.RENAME: phrases("""
        rename to | renamed to | rename it to | rename as | new title | new title is | new name | title is now |
        retitle to | call it | rename
    """),
    Tag.WAITS: phrases("""
        waits for | wait for | waiting for | depends on | after | blocked by | waits on | needs
    """),
    Tag.REVIEW: phrases("""
        until | till | review | review on | revisit | revisit on | look again on | look at it again | back on |
        resume on | resumes | check again
    """),
    Tag.HALF: phrases("""
        half | half way | halfway | half-way | half of | halfway done | half-way there | halfway there |
        half way there | half done | 50-50 | ½
    """),
    Tag.THIRD: phrases("""
        a third | one third | third of | about a third | ⅓
    """),
    Tag.TWO_THIRDS: phrases("""
        two thirds | two-thirds | ⅔
    """),
    Tag.QUARTER: phrases("""
        a quarter | one quarter | ¼
    """),
    Tag.THREE_QUARTERS: phrases("""
        three quarters | three-quarters | ¾
    """),
    Tag.NOTHING: phrases("""
        zero | nada
    """),
    Tag.NOT_PROGRESS: phrases("""
        off | discount | deposit | cheaper | more expensive | increase | decrease | raise | tax | vat | fee |
        commission | markup | of the budget | of budget | battery | humidity | chance | interest | margin | higher |
        lower | up from | down from | surcharge | tip | rebate | sure | certain | agree | agreed | of people | of us |
        turnout | occupancy | women | vegetarian | vegan | over | under | over budget | under budget | more than |
        less than | short by | too high | too low | too much | profit | loss | of the price | per night | a month |
        sold | sales | visitors | viewers | clicks | views | cost | costs | price | deposit paid | deposit is paid |
        paid the deposit | paid a deposit | deposit sent | down payment made | first instalment paid
    """),
    Tag.YES: phrases("""
        yes | yep | yeah | yup | correct | right | exactly | indeed | it is | yes it is | sí | oui | ja | да | sim |
        affirmative | confirmed | confirm | that's right | true | 👍 | is fine | fine with me | works for me |
        agreed | approved | go ahead | granted | ok with me | fine by me | okay with me
    """),
    Tag.NO: phrases("""
        no | nope | nah | not yet | no not yet | negative | wrong | не | nein | non | não | нет | 👎 | not done |
        not quite
    """),
    Tag.OK: phrases("""
        ok | okay | kk | okey | oki | noted | got it | roger | ack | copy | understood | will do | will check |
        on my list | seen | 👌 | 🙏 | 🫡 | alright | cool | aye | fine | great | perfect | received | roger that |
        👀 | on it | looking now | sounds good
    """),
    Tag.SURE: phrases("""
        sure | happy to | gladly | i'll take it | i can | i can do it | i'll do it | yes i can | of course |
        no problem | np | deal | i'm in | with pleasure | yes sure | ok i'll take it | i will | count me in |
        i'll take over | accepted | can do | i take it | will take it | certainly | absolutely | happily
    """),
    Tag.THANKS: phrases("""
        thanks | thank you | thx | ty | cheers | tnx | congrats | congratulations | well done | nice | good job |
        great job | great work | good work | bravo | kudos | nicely done | nice work | awesome | amazing | 👏 |
        job well done | props to
    """),
    Tag.UNDO: phrases("""
        undo | undo that | take that back | scratch that | delete my last update | ignore my last | ignore that |
        ignore my last message | wrong task | my mistake | typo | sorry wrong | disregard | revert | revert that |
        delete that | forget that | forget it | never mind | nevermind | nvm | oops | no wait | wait no | correction |
        scratch this | i mean
    """),
    Tag.FILLER: phrases("""
        the | a | an | is | are | was | were | be | been | it | its | it's | now | just | finally | all | has | have |
        had | my | our | we | i | i'm | we're | i've | we've | and | so | then | with | on | in | of | to | at | as |
        for | this | that | these | today | already | also | too | haha | lol | yay | hey | hi | hello | team | ok |
        okay | well | yes | really | itself | there | here | about | abt | approx | around | some | page | task |
        item | work | stuff | part | update | status | guys | folks | everyone | completely | fully | quite |
        by the way | btw | fyi | good news | great | woohoo | hooray | morning | yesterday | this morning |
        last night | just now | anyway | think | pls | please | thanks | thx | eta | by | due | date | still | sorry |
        going | gets | get | up | off | out | them | everything | new | latest | version | final | went | goes |
        jumped | rose | grew | climbed | up to | stands at | sits at | stands | sitting at | currently | meanwhile |
        overall | status is | in time | on time
    """),
    Tag.WORD: phrases("""
        done deal | well done | ready room | live stream | live streaming | closed session | closed beta |
        in the meantime | as soon as possible | done for today | done for the day | done for now |
        i'm done with this | done with this | lunch done | due to | set up | set of | set the | in time | on time |
        in set | question mark | sorted by | sorted alphabetically
    """),
    Tag.ALL: phrases("""
        everything | all of it | all of them | all my tasks | all tasks | all mine | both | all of mine | the rest |
        all
    """),
    Tag.BEHALF: phrases("""
        on behalf of | for the record from | reporting for | speaking for | in the name of | asked me to report |
        asked me to say | asks me to say | wants me to say | from the phone with
    """),
    Tag.EVERYBODY: phrases("""
        everyone | everybody | all groups | each of you | you all | all of you | y'all | guys | can everyone | folks
    """),
    Tag.NEW_TASK: phrases("""
        new task | new todo | add task | add a task | task for | new item | todo | to-do | to do | reminder to self |
        note to self
    """),
    Tag.LABEL_PAST: phrases("""
        yesterday | done | last week | completed | did | done yesterday | finished | update
    """),
    Tag.LABEL_PLAN: phrases("""
        today | plan | planned | to do | doing | tomorrow | next steps | this week | next week | up next |
        plan for today | todo | next step
    """),
    Tag.LABEL_BLOCK: phrases("""
        blockers | blocker | problems | issues | risks | impediments | obstacles | help needed | risk | blocked |
        blocked on
    """),
}
