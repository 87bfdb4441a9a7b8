"""The control routes that tests and pages speak: one verb a route, JSON in and out; the client names them in Python."""

from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from playground import control_deeds, control_scene, control_watch, errors
from playground.world import World

VERBS = {**control_scene.VERBS, **control_deeds.VERBS, **control_watch.VERBS}
LONGEST_WAIT = 300.0


class Control:
    """The endpoint `/control/<verb>`, an ASGI application: POST with a JSON object."""

    def __init__(self, world: World) -> None:
        """Serve one world."""
        self.world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Do one thing; what can't be done is answered 400 with a sentence."""
        status, answer = 405, orjson.dumps({"error": "POST a JSON object"})
        if scope["method"] == "POST":
            body = await Request(scope, receive).body()
            status, answer = await self._do(scope["path_params"]["verb"], body)
        await Response(answer, status, media_type="application/json")(scope, receive, send)

    async def _do(self, verb: str, body: bytes) -> tuple[int, bytes]:
        try:
            args = orjson.loads(body or b"{}")
            if verb == "wait":
                return 200, orjson.dumps(await _wait(self.world, args))
            if verb not in VERBS:
                return 404, orjson.dumps({"error": f"there is no verb {verb}"})
            return 200, orjson.dumps(VERBS[verb](self.world, args))
        except errors.Misuse as error:
            return 400, orjson.dumps({"error": str(error)})
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            return 400, orjson.dumps({"error": f"{verb} does not understand its arguments: {error!r}"})


async def _wait(world: World, args: dict[str, Any]) -> dict[str, Any]:
    """Hold the request until something happened after number `after`, or `seconds` (real) went by."""
    await world.changes.wait(args["after"], min(args.get("seconds", 30.0), LONGEST_WAIT))
    return {"count": world.changes.count}
