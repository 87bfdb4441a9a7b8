"""A report between rounds as it is drafted: the words of a round's report under the headings of a reading; no rule."""

from datetime import datetime

from coordination.rules import round_reports as report_rules
from coordination.rules.duties import Reading
from coordination.rules.round_reports import Part, Report
from coordination.services import round_reports as reports_service
from handlers import round_drafts, task_lines, words


def draft(records: reports_service.Records, reading: Reading, now: datetime) -> Report:
    """What a round's report would say, put under the headings of the reading."""
    usual, view = round_drafts.draft(records, now), records.view
    if reading is Reading.TACTICAL:
        after = usual.part(Part.NEXT)
        coming = words.plain(view.group.language, "duty.draft.next", words=after) if after else ""
        done = [one for one in (usual.part(Part.RESULTS), coming) if one]
        actions = str(words.join(view.group.language, "clauses", done).unescape())
        kept = {Part.PROBLEMS: usual.part(Part.PROBLEMS), Part.RESULTS: actions, Part.HELP: usual.part(Part.HELP)}
    else:
        status = words.plain(
            view.group.language,
            "duty.draft.status",
            light=task_lines.LIGHTS[view.light],
            n_done=len(view.done),
            n_late=view.late.total,
            n_blocked=len(view.blocked),
        )
        kept = {Part.PROBLEMS: status, Part.RESULTS: usual.part(Part.RESULTS), Part.NEXT: usual.part(Part.NEXT)}
    return Report({part: said[: report_rules.LONGEST_PART] for part, said in kept.items()}, tasks=usual.tasks)
