"""Readings as plain text for machines, in the forms of the conformance tables; it knows no language."""

from coordination.rules.when import values


def render(reading: values.Reading) -> str:
    """Print a reading: `2026-12-01`, `2026-12-01T09:00+08:00`, `a/b`, `RRULE:…`, `NONE` or `ASK:a|b`."""
    if not reading.values:
        return "NONE"
    texts = [_value(value) for value in reading.values]
    return texts[0] if len(texts) == 1 else "ASK:" + "|".join(texts)


def _value(value: values.Value) -> str:
    if isinstance(value, values.Span):
        return f"{_moment(value.start)}/{_moment(value.end)}"
    return f"RRULE:{value.rrule}" if isinstance(value, values.Recurrence) else _moment(value)


def _moment(moment: values.Moment) -> str:
    return moment.on.isoformat() if moment.at is None else moment.at.isoformat(timespec="minutes")
