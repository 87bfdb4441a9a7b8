"""What every test may ask for by name."""

from tests import dialects

dialects.share()
pytest_plugins = ["tests.databases"]
