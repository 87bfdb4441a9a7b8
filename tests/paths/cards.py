"""The card that the tests of cards look at: as it was posted, and as it stands now."""

from playground import views
from tests.paths import people
from tests.stage import Stage


def card_of(scene: Stage) -> views.MessageView:
    shown: views.MessageView = scene.others["card"]
    return shown


async def card(scene: Stage) -> views.MessageView:
    return await people.now(scene, card_of(scene))
