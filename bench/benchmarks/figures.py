"""What was measured: as a table, and as JSON."""
import datetime
import json
import os
import pathlib
import platform
import statistics
import subprocess

from benchmarks import places


class Result:
    """Series of numbers by name. A goal is (series, most that its median may be) or (series, peer, most of the ratio)."""

    def __init__(self, name, goals, n):
        self.name, self.goals, self.n = name, goals, n
        self.series, self.units, self.notes = {}, {}, []
        self.began = datetime.datetime.now(datetime.timezone.utc)
        self.load = {"before": os.getloadavg()[0]}

    def add(self, series, value, unit="s"):
        self.series.setdefault(series, []).append(round(value, 3))
        self.units[series] = unit
        print(f"  {self.name}: {series} {value:.2f} {unit}", flush=True)

    def note(self, text):
        if text not in self.notes:
            self.notes.append(text)
            print(f"  {self.name}: {text}", flush=True)

    def load_after(self):
        self.load["after"] = os.getloadavg()[0]

    def median(self, series):
        return statistics.median(self.series[series])

    def verdicts(self):
        for goal in self.goals:
            if any(series not in self.series for series in goal["of"]):
                yield {**goal, "reached": None}
                continue
            value = self.median(goal["of"][0])
            if len(goal["of"]) == 2:
                value /= self.median(goal["of"][1])
            reached = value >= goal["least"] if "least" in goal else value <= goal["most"]
            yield {**goal, "value": round(value, 3), "reached": reached}

    def table(self):
        first = next(iter(self.series), None)
        width = max(map(len, self.series), default=10)
        lines = [f"{self.name}  (n={self.n}, load {self.load['before']:.1f} before)"]
        lines.append(f"  {'':{width}}  median     min     max        ratio to '{first}'")
        for name, values in self.series.items():
            middle, unit = statistics.median(values), self.units[name]
            ratio = f"{middle / self.median(first):.2f}" if unit == self.units[first] else ""
            numbers = "  ".join(f"{number:6.{0 if number >= 1000 else 2}f}" for number in (middle, min(values), max(values)))
            lines.append(f"  {name:{width}}  {numbers}  {unit:8} {ratio}")
        for verdict in self.verdicts():
            word = {True: "reached", False: "NOT REACHED", None: "not measured"}[verdict["reached"]]
            lines.append(f"  goal: {verdict['goal']}: {word} ({verdict.get('value', '-')})")
        return "\n".join(lines + [f"  note: {note}" for note in self.notes])

    def write(self):
        places.RESULTS.mkdir(parents=True, exist_ok=True)
        file = places.RESULTS / f"{self.name}-{self.began:%Y%m%dT%H%M%SZ}.json"
        file.write_text(json.dumps(self.as_json(), indent=2) + "\n")
        return file.relative_to(places.ROOT)

    def as_json(self):
        return {
            "benchmark": self.name,
            "began": self.began.isoformat(timespec="seconds"),
            "n": self.n,
            "commit": commit(),
            "machine": machine(),
            "load": self.load,
            "series": {
                name: {
                    "unit": self.units[name],
                    "median": statistics.median(values),
                    "min": min(values),
                    "max": max(values),
                    "values": values,
                }
                for name, values in self.series.items()
            },
            "goals": list(self.verdicts()),
            "notes": self.notes,
        }


def commit():
    asked = subprocess.run(
        ["git", "-C", str(places.ROOT), "describe", "--always", "--dirty"], capture_output=True, text=True, check=False
    )
    return asked.stdout.strip()


def machine():
    meminfo = pathlib.Path("/proc/meminfo").read_text().split()
    java = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False).stderr.splitlines()
    return {
        "cores": os.cpu_count(),
        "memoryGiB": round(int(meminfo[1]) / 1024 / 1024),
        "system": platform.platform(),
        "java": java[0] if java else "",
    }
