"""Run the intake benchmark: ours, a minimal aiogram bot and a minimal python-telegram-bot bot, interleaved.

`python -m benchmarks.intake [--updates N] [--runs N]`. aiogram is installed into an environment of its own at the first
run (var/bench-venv). Flood limits are off on all sides; the server checks nothing and runs in its own process.
"""

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from benchmarks.intake import load

ROOT = Path(__file__).parents[2]
ENVIRONMENT = ROOT / "var" / "bench-venv"
AIOGRAM = "aiogram==3.31.0"
DEADLINE_SECONDS = 180.0


def bots(server: str, folder: Path) -> dict[str, list[str]]:
    """The command line of each bot."""
    own = str(ENVIRONMENT / "bin" / "python")
    path = str(folder / "board.db")
    return {
        "muster": [sys.executable, "-m", "benchmarks.intake.ours", server, path],
        "aiogram, one by one": [own, "-m", "benchmarks.intake.aiogram_bot", server, path, "ordered"],
        "aiogram, concurrent": [own, "-m", "benchmarks.intake.aiogram_bot", server, path, "concurrent"],
        "python-telegram-bot": [sys.executable, "-m", "benchmarks.intake.ptb_bot", server, path],
    }


def prepare() -> None:
    """aiogram and the little it needs, apart from the project's own libraries."""
    if (ENVIRONMENT / "bin" / "python").exists():
        return
    subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
    pip = [str(ENVIRONMENT / "bin" / "python"), "-m", "pip", "install", "--quiet", AIOGRAM, "aiosqlite", "uvloop"]
    subprocess.run(pip, check=True)


def measure(name: str, updates: int) -> tuple[float, float]:
    """Updates a second, and milliseconds of the bot's processor an update, of one run."""
    folder = Path(tempfile.mkdtemp(prefix="muster-intake-"))
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    serving = [sys.executable, "-m", "benchmarks.intake.server", "--updates", str(updates), "--port", str(port)]
    with subprocess.Popen(serving, cwd=ROOT) as server:
        try:
            _wait_for(address)
            return _drive(bots(address, folder)[name], address, updates)
        finally:
            server.kill()
            shutil.rmtree(folder, ignore_errors=True)


def _drive(command: list[str], address: str, updates: int) -> tuple[float, float]:
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as bot:
        try:
            _until(lambda: _get(f"{address}/report")["polls"] > 0, bot)
            before = _processor_seconds(bot.pid)
            urllib.request.urlopen(urllib.request.Request(f"{address}/begin", method="POST")).close()
            _until(lambda: _get(f"{address}/report")["seconds"] is not None, bot)
            used = _processor_seconds(bot.pid) - before
            return updates / _get(f"{address}/report")["seconds"], used / updates * 1000
        finally:
            bot.kill()


def _until(is_so, bot: subprocess.Popen[bytes]) -> None:  # type: ignore[no-untyped-def]
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not is_so():
        if bot.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("the bot ended or took too long")
        time.sleep(0.05)


def _get(address: str) -> dict[str, float]:
    with urllib.request.urlopen(address) as answer:
        found: dict[str, float] = json.load(answer)["result"]
    return found


def _wait_for(address: str) -> None:
    for _ in range(200):
        try:
            _get(f"{address}/report")
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the server did not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.intake")
    parser.add_argument("--updates", type=int, default=4000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default="")
    chosen = parser.parse_args()
    prepare()
    names = [name for name in bots("", Path()) if chosen.only in name]
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    for _ in range(chosen.runs):
        for name in names:
            found[name].append(measure(name, chosen.updates))
    print(f"{chosen.updates} updates in {load.CHATS} chats, {chosen.runs} interleaved runs; medians (least to most)")
    for name, runs in found.items():
        rates, costs = [rate for rate, _ in runs], [cost for _, cost in runs]
        print(
            f"{name:22} {statistics.median(rates):7.0f} updates/s ({min(rates):.0f} to {max(rates):.0f}),"
            f" {statistics.median(costs):.2f} ms of processor an update ({min(costs):.2f} to {max(costs):.2f})"
        )


if __name__ == "__main__":
    main()
