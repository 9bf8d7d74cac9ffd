#!/usr/bin/env python3
"""Prints the table of docs/performance.md: the codecs of this package and hessian-lite in Java, one after the other.

usage: table.py [VERSION…]   versions of hessian-lite: 3.2.13 and 4.0.4, some 80 seconds each
"""

import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
JAVA = HERE / "../../tests/interop/codec/java/bench.sh"
CODECS = {
    "Floor": "floor",
    "Hessian2": "hessian2",
    "RmpSerde": "rmp-serde",
    "Bincode1": "bincode 1.3",
    "Bincode2": "bincode 2",
    "SerdeJson": "serde_json",
    "Prost": "prost",
}
VALUES = {"user": "User", "page": "page", "text": "string", "ints": "ints", "map": "map"}
DIRECTIONS = {"encode": "write", "decode": "read"}
UNITS = {"ns": 1, "µs": 1_000, "ms": 1_000_000}


def nanoseconds(text):
    number, unit = text.split()
    return float(number) * UNITS[unit]


def shown(time):
    unit = next(unit for unit in ("ms", "µs", "ns") if time >= UNITS[unit])
    number = time / UNITS[unit]
    digits = 0 if unit == "ns" or number >= 100 else 1 if number >= 10 else 2
    return f"{number:.{digits}f} {unit}"


def ours():
    """The medians of divan's tree: by row, then by codec."""
    command = ["cargo", "bench", "--manifest-path", HERE / "Cargo.toml"]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    rows, value, direction = {}, None, None
    for line in output.splitlines():
        name = re.match(r"[│├╰─ ]*(\w+)", line)
        if name is None:
            continue
        name = name.group(1)
        if name in VALUES:
            value = VALUES[name]
        elif name in DIRECTIONS:
            direction = DIRECTIONS[name]
        elif name in CODECS:
            median = line.split("│")[-4].strip()
            rows.setdefault(f"{value}, {direction}", {})[CODECS[name]] = nanoseconds(median)
    return rows


def java(versions):
    """The same from hessian-lite."""
    output = subprocess.run([JAVA, *versions], check=True, stdout=subprocess.PIPE, text=True).stdout
    rows, codec = {}, None
    for line in output.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) != 3:
            continue
        if cells[1].startswith("hessian-lite"):
            codec = cells[1]
        elif codec and cells[0]:
            if re.match(r"[\d.]+ \S+$", cells[1]):
                rows.setdefault(cells[0], {})[codec] = nanoseconds(cells[1])
    return rows


def main(versions):
    rows = ours()
    for row, times in java(versions).items():
        rows[row].update(times)
    lite = [f"hessian-lite {version}" for version in versions]
    columns = ["floor", "hessian2", "of floor", *lite, *list(CODECS.values())[2:]]
    print("| |", " | ".join(columns), "|")
    print("|---|" + "---:|" * len(columns))
    for value in VALUES.values():
        for direction in DIRECTIONS.values():
            row = f"{value}, {direction}"
            times = rows[row]
            cells = {codec: shown(time) for codec, time in times.items()}
            if "floor" in times:
                cells["of floor"] = f"{times['hessian2'] / times['floor']:.2f}"
            print(f"| {row} |", " | ".join(cells.get(column, "") for column in columns), "|")


if __name__ == "__main__":
    main(sys.argv[1:] or ["3.2.13", "4.0.4"])
