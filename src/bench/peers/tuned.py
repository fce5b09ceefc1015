"""Serial lines into SQLite, a commit every 100 ms or 500 rows: tuned.py PORT DATABASE"""
import select
import signal
import sqlite3
import sys
from datetime import datetime
from time import monotonic

import serial

INSERT = ("INSERT OR REPLACE INTO reading (minute, sensor, flow, pressure, quality, judged)"
          " VALUES (?, ?, ?, ?, 0, 0)")


def parse(line):
    sensor, time, flow, pressure = line.decode("ascii").split(";")
    return (int(datetime.fromisoformat(time).timestamp()), int(sensor.removeprefix("dma-")),
            float(flow), float(pressure))


signal.signal(signal.SIGTERM, lambda *_: sys.exit())
port = serial.Serial(sys.argv[1], 115200)
db = sqlite3.connect(sys.argv[2])
db.execute("PRAGMA journal_mode=WAL")
db.execute("PRAGMA synchronous=FULL")
rows, rest, due = [], b"", None


def store():
    if rows:
        db.executemany(INSERT, rows)
        db.commit()
        rows.clear()


print("ready", flush=True)
try:
    while True:
        # Waits without end when nothing is pending, else until the pending rows are due.
        wait = max(0.0, due - monotonic()) if rows else None
        if select.select([port], [], [], wait)[0]:
            *lines, rest = (rest + port.read(port.in_waiting or 1)).split(b"\r\n")
            for line in lines:
                try:
                    row = parse(line)
                except ValueError:
                    print("bad line", line, file=sys.stderr)
                    continue
                if not rows:
                    due = monotonic() + 0.1
                rows.append(row)
        if len(rows) >= 500 or rows and monotonic() >= due:
            store()
finally:
    store()
