"""What the tests of this room may ask for by name."""

import io
import logging
import sys
import threading
from collections.abc import Iterator

import pytest
import structlog

from bot import logs, settings


@pytest.fixture
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment that sets nothing of ours."""
    for name in settings.Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def restored_logging() -> Iterator[None]:
    """Leave logging as it was: pytest and the other tests have their own."""
    root, hooks, secrets = logging.getLogger(), (sys.excepthook, threading.excepthook), set(logs._secrets)
    handlers, levels = (
        list(root.handlers),
        {name: logging.getLogger(name).level for name in ("", *logs.OURS, "telegram")},
    )
    yield
    root.handlers[:] = handlers
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    sys.excepthook, threading.excepthook = hooks
    logging.captureWarnings(False)
    structlog.reset_defaults()
    logs._secrets.clear()
    logs._secrets.update(secrets)


@pytest.fixture
def written(restored_logging: None) -> io.StringIO:
    """A JSON log at DEBUG."""
    stream = io.StringIO()
    logs.set_up("DEBUG", logs.Style.JSON, stream=stream)
    return stream
