"""What the tests of the settings share: a token, a secret, what a webhook needs, and how settings are refused."""

from pathlib import Path

import pytest

from bot.settings import SettingsError, load

TOKEN = "123456789:AAEhBOweik9ai2o01xjdMSNpsVVPPBwi4Xg"
SECRET = "kS9fQ2xY-7Lm0_pRtVbN4cWzA1dEgHuJ"
EXAMPLE = Path(__file__).parents[2] / ".env.example"
WEBHOOK = {"MODE": "webhook", "WEBHOOK_URL": "https://muster.example.org", "WEBHOOK_SECRET": SECRET}


def refused(env: dict[str, str]) -> SettingsError:
    """The refusal of these settings."""
    with pytest.raises(SettingsError) as caught:
        load(env)
    return caught.value
