"""English words that claim something of a task; a table, no rules."""

from coordination.rules.reading_words import Tag, phrases

WORDS: dict[Tag, tuple[str, ...]] = {
    Tag.DONE: phrases("""
        done | is done | all done | now done | finished | finish'd | complete | completed | done and dusted | closed |
        wrapped up | wrapped | all set | good to go | sorted | sorted out | finalised | finalized | is live |
        went live | gone live | now live | live now | are live | in the bag | signed off | checked off | ticked off |
        taken care of | delivered | is up | ✓ | ready | is ready | are ready | it's ready | got it done | nailed |
        dun | donezo | dnoe | doen | odne | finsihed | fininshed | finihsed | finishd | finised | complted |
        compleated | completd | all good | all green | finito | mission accomplished | completed it | finished it |
        it is done | that's done | thats done | set to done | as done | to done | mark done | marked done |
        now closed | is over | are over | done yesterday | done last night | done this morning | done today
    """),
    Tag.ALMOST: phrases("""
        almost | nearly | almost done | nearly done | mostly done | mostly | not quite | not quite done | about to |
        close to done | close to finished | nearly there | almost there | partly | partially | half done | part done |
        virtually | as good as | more or less | just about | practically | done except | done apart from |
        all but done | just needs | only needs | semi | sort of | kind of | kinda | bits of | some of | most of |
        part of | first batch | first draft | parts of | first part of | second part of | part one of | one of |
        section of | sections of | chapter of | draft of | first draft of | beginning of | a bit of | a piece of |
        pieces of | half of | ready for review | ready for approval | ready for signature | ready to sign |
        ready to print | ready for print | ready for printing | ready to send | ready to go out | ready to be |
        ready for feedback | ready to start | ready to order
    """),
    Tag.SIGNED: phrases("""
        signed | countersigned | is signed | got signed | counter-signed
    """),
    Tag.SENT: phrases("""
        sent | sent out | sent off | mailed | mailed out | emailed | e-mailed | went out | out the door | gone out |
        sent them | sent it | sent them all | dispatched | are out | all out
    """),
    Tag.PUBLISHED: phrases("""
        published | posted | uploaded | online | is online | released | is out | launched | is public | printed | live
    """),
    Tag.ORDERED: phrases("""
        ordered | bought | purchased | paid | paid for | order placed | placed the order | order is in | placed
    """),
    Tag.SUBMITTED: phrases("""
        submitted | handed in | turned in | filed
    """),
    Tag.APPROVED: phrases("""
        approved | got approved | is approved | accepted | signed off by | cleared | granted | passed
    """),
    Tag.BOOKED: phrases("""
        booked | reserved | secured
    """),
    Tag.MADE: phrases("""
        made | built | written | wrote | designed | recruited | trained | arranged | tested | reviewed | received |
        arrived
    """),
    Tag.SETTLED: phrases("""
        agreed | confirmed | settled | fixed | decided | locked | locked in | negotiated
    """),
    Tag.PROGRESS: phrases("""
        started | began | begun | kicked off | underway | under way | in progress | wip | ongoing | working on |
        working on it | on it | on track | on schedule | on course | in hand | in the works | moving | moving along |
        going well | progressing | progress | drafted | drafting | draft ready | draft is ready | draft done |
        draft sent | writing | fixing | editing | reviewing | translating | testing | designing | printing | calling |
        collecting | preparing | building | comparing | chasing | polishing | rebuilt | called | compared |
        collected | prepared | updated | edited | translated | chased | asked | contacted | got | mockup | mock-up |
        so far | picked up | picking up | halfway through | chugging along | getting there | rolling | at it |
        in review | under review | in the making | being printed | being written | work continues | making progress |
        good progress | looking at | looking into | back at it | bugs | still working | now at | shortlisted |
        negotiating | talking to | met with | spoke with | spoke to | came back | replied | answered | update on |
        for review | for approval | for feedback | for comments | for signature | to sign | for checking |
        for proofreading | to proofread | for a check | to check | found | chosen | selected | picked |
        confirmed with | interviewed | hired | deposit paid | deposit is paid | paid the deposit | paid a deposit |
        deposit sent | down payment made | first instalment paid
    """),
    Tag.NOT_STARTED: phrases("""
        not started | not started yet | haven't started | havent started | hasn't started | not begun |
        not yet started | didn't start | didnt start | untouched | nothing yet | nothing done | yet to start |
        didn't even start | no progress yet | to do | not yet begun | hasnt started | still to start | nothing so far
    """),
    Tag.UNFINISHED: phrases("""
        not done | not done yet | not yet | not yet done | isn't done | isnt done | not finished | not finished yet |
        not complete | incomplete | unfinished | not ready | not ready yet | isn't ready | not there yet |
        not yet finished | aren't done | isn't finished | isnt finished | still open | not completed | not live |
        not live yet | not signed | not signed yet | not sent | not sent yet | hasn't been signed | far from done |
        nowhere near done | still not done | not quite ready | no longer done | undone | hasn't arrived | isn't live |
        haven't finished | havent finished | didn't finish | still to do | pending | haven't sent | hasn't been sent |
        not final | not out yet | not up yet | not all done | never finished | never done | aren't ready |
        not fully done | not really done
    """),
    Tag.BLOCKED: phrases("""
        blocked | is blocked | stuck | stuck on | stuck with | stuck at | stuck in | blocked by | blocked on |
        held up | held up by | can't continue | cant continue | cannot continue | can't proceed | cannot proceed |
        can't move | can't go on | at a standstill | stalled | dead in the water | on ice until | blokced | bloked |
        blcoked | blocker | blockers | roadblock | hit a wall | nothing moves until | in limbo | can't start |
        cannot start | can't start until | can't finish until | can't do anything until | deadlocked | need help |
        needs help | help needed | 🚫 | ⛔ | 🛑 | 🆘
    """),
    Tag.WAITING: phrases("""
        waiting for | waiting on | awaiting | wait for | waiting | still waiting | still waiting for |
        still waiting on | waitin for | waitin on | waitin | waitng for | depends on | depending on | hinges on |
        pending approval | pending reply | still with | sitting with | is with | need input from |
        need an answer from | need a decision from | need sign-off from | waits for | waits on | wait on
    """),
    Tag.LACK: phrases("""
        no reply | no reply from | no answer | no answer from | no response | no response from | no word from |
        haven't heard from | havent heard from | haven't heard back | didn't reply | won't answer | not responding |
        missing | lacking | need | needs | short of
    """),
    Tag.FREED: phrases("""
        unblocked | is unblocked | no longer blocked | not blocked | not blocked any more | not blocked anymore |
        isn't blocked | unstuck | back on track | freed | can continue | moving again | works again | blocker gone |
        blocker is gone | blocker resolved | blocker removed | no longer stuck | not stuck | not stuck anymore |
        not stuck any more | resumed | free again | back in business | issue resolved | problem solved | solved |
        resolved | sorted it out
    """),
    Tag.NO_BLOCK: phrases("""
        no blockers | no blocker | blockers: none | blockers none | blocker: none | nothing blocking | no issues |
        no problems | no obstacles | b: none | blockers: no | blockers: - | blockers - none | blockers: n/a |
        blockers: nothing | blocked: nothing | blocked: none | blocked: n/a |
        nothing is blocking | nothing blocked | b: - | b: no | b: nothing | no need of help |
        do not need help | don't need help | i do not need help
    """),
    Tag.HOLD: phrases("""
        on hold | put on hold | is on hold | paused | parked | on ice | shelved | suspended | frozen | deferred |
        hold | pause | put on ice | park
    """),
    Tag.DROPPED: phrases("""
        cancelled | canceled | is cancelled | is canceled | dropped | drop | scrapped | called off | abandoned |
        cancel | axed | binned | won't do | wont do | not doing | no longer doing | not happening | isn't happening |
        won't happen | we are not doing | is off | killed
    """),
    Tag.OBSOLETE: phrases("""
        obsolete | is obsolete | superseded | replaced by | no longer needed | not needed | not needed anymore |
        not needed any more | ❌ | moot | redundant | outdated | duplicate | duplicate of | isn't needed |
        don't need | don't need it
    """),
    Tag.REOPENED: phrases("""
        reopened | re-opened | reopen | open again | reopening | not done after all | back to open |
        needs to be reopened | opened again
    """),
    Tag.REDO: phrases("""
        redo | redoing | rejected | came back with | sent back | sent it back | start over | starting over |
        from scratch | back to the drawing board | rework | reworking | rewriting | bounced | done wrong |
        done wrongly | wrongly done | done badly | badly done | done poorly | poorly done | done incorrectly |
        incorrectly done | finished wrong | completed wrong | completed wrongly | completed incorrectly
    """),
}
