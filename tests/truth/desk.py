"""Desk folders for replays, files of a data folder, and what a replay tells."""
import gzip
import json
import pathlib
import subprocess
from datetime import datetime, timezone


def find(folder, name):
    """The file of that name, plain or .gz; None when there is neither."""
    for path in (folder / name, folder / (name + ".gz")):
        if path.is_file():
            return path
    return None


def content(folder, name):
    """The octets of a file of a data folder, plain or .gz."""
    path = find(folder, name)
    if path is None:
        raise SystemExit(f"{folder}: has neither {name} nor {name}.gz")
    octets = path.read_bytes()
    return gzip.decompress(octets) if path.suffix == ".gz" else octets


def load(folder, name):
    return json.loads(content(folder, name))


def rfc3339(micros):
    """Microseconds since the epoch as RFC 3339 in UTC."""
    seconds, rest = divmod(micros, 1_000_000)
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.") + f"{rest:06}Z"


def micros(text):
    """RFC 3339 as microseconds since the epoch."""
    time = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return round(time.timestamp()) * 1_000_000 + time.microsecond if time.microsecond == 0 else (
        int(time.replace(microsecond=0).timestamp()) * 1_000_000 + time.microsecond)


def kpi(name, window, measure, **options):
    """An entry of kpis.json."""
    return {"id": name, "title": name, "window": window, "measure": measure, "feeds": ["feed"],
            "supports": ["csf"], **options}


def write_desk(folder, kpis, zone, more=None, feed=None):
    """A desk folder that has these KPIs and one feed, "feed"."""
    folder.mkdir(parents=True)
    files = {
        "desk.json": {"name": "Truth", "zone": zone, "locale": "en-GB", **(more or {})},
        "charter.json": {"units": [{
            "id": "desk", "kind": "desk", "name": "Truth",
            "vision": {"text": "To say what is true.", "headline": "What is true"},
            "mission": {"purpose": "To compare", "objectives": [{
                "id": "objective", "title": "Compare",
                "csfs": [{"id": "csf", "title": "Figures agree"}]}]}}]},
        "kpis.json": {"kpis": kpis},
        "feeds.json": {"feeds": [{"id": "feed", "title": "Feed", "adapter": "records",
                                  "cadence": "1d", **(feed or {})}]},
        "screens.json": {"scenes": [{"id": "scene", "kpis": [kpis[0]["id"]]}],
                         "screens": [{"id": "screen", "scene": "scene"}]},
    }
    for name, value in files.items():
        (folder / name).write_text(json.dumps(value, indent=1, ensure_ascii=False))
    return folder


class Told:
    """What a replay told, by KPI, instant and the value of the one dimension it is split by."""

    def __init__(self, text):
        self.text = text
        self.lines = {}
        self.kpis = set()
        for line in text.splitlines():
            value = json.loads(line)
            label = next(iter(value["labels"].values()), "*")
            self.kpis.add(value["kpi"])
            self.lines[value["kpi"], micros(value["at"]), label] = value

    def line(self, name, at, label="*"):
        """The line; None when that slice was never told of. The whole must have been."""
        if (name, at, "*") not in self.lines:
            raise SystemExit(f"the replay did not tell {name} at {rfc3339(at)}")
        return self.lines.get((name, at, label))

    def value(self, name, at, label="*"):
        line = self.line(name, at, label)
        return line["value"] if line else None

    def count(self, name, at, label="*"):
        """As `value`; a slice that was never told of has none of what is counted."""
        line = self.line(name, at, label)
        return line["value"] if line else 0

    def part(self, name, part, at, label="*"):
        line = self.line(name, at, label)
        return line["parts"][part] if line else 0


def replay(server, desk, form, octets, at):
    """Runs `waymark-server replay` over the octets."""
    file = desk / f"recorded.{form}"
    file.write_bytes(octets)
    command = [server, "replay", "--desk", str(desk), "--from", form, str(file), "--at",
               *map(rfc3339, sorted(at))]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    said = done.stderr.decode("utf-8", "replace")
    if done.returncode:
        raise SystemExit(f"{form}: the replay ended with status {done.returncode}:\n{said}")
    print(f"{form}: {said.strip()}")
    return Told(done.stdout.decode("utf-8"))
