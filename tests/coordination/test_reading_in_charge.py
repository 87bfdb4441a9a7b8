"""Who is in charge of a task, said in plain words: asked of the one named, and nothing else is."""

import pytest

from coordination.rules.reading_values import Why
from tests.coordination.boards import BO, LI, read


@pytest.mark.parametrize(
    ("text", "owner"),
    [("#8 李敏负责", LI), ("#8 由李敏负责", LI), ("展位图李敏负责", LI), ("#8 Bo Falk is in charge", BO)],
)
def test_whoever_is_said_to_be_in_charge_is_asked(text: str, owner: int) -> None:
    ask = read(text).ask
    assert ask is not None
    assert (ask.why, ask.offers[0].owner) == (Why.HANDOVER, owner)


@pytest.mark.parametrize("text", ["#8 李敏负责吗？", "#8 李敏不负责", "#8 李敏负责搬运", "#8 Bo Falk is not in charge"])
def test_a_question_or_a_share_of_the_charge_hands_nothing_over(text: str) -> None:
    outcome = read(text)
    assert [update for update in outcome.updates if update.changes] == []
    assert outcome.ask is None
