"""What services need of storage about notices, as protocols; part of `ports`."""

from collections.abc import Sequence
from typing import Protocol

from coordination.rules import notices


class Notices(Protocol):
    async def get(self, notice_id: int) -> notices.Notice | None: ...

    async def highest_number(self, programme_id: int) -> int:
        """0 before the first."""

    async def of_number(self, programme_id: int, number: int) -> notices.Notice | None: ...

    async def recent(self, programme_id: int, limit: int = 10) -> Sequence[notices.Notice]:
        """Those that were sent, the newest first."""

    async def receipts(self, notice_id: int) -> Sequence[notices.Receipt]:
        """One for each group it was sent to."""

    async def receipt(self, notice_id: int, group_id: int) -> notices.Receipt | None: ...

    async def unconfirmed(self, group_id: int) -> Sequence[notices.Notice]:
        """Notices that the group has and did not confirm, the oldest first."""

    def save(self, notice: notices.Notice) -> None: ...

    def save_receipt(self, one: notices.Receipt) -> None: ...
