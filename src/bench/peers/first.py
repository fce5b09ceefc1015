"""Serial lines into SQLite, as first written: first.py PORT DATABASE"""
import sqlite3
import sys
from datetime import datetime

import serial

port = serial.Serial(sys.argv[1], 115200)
db = sqlite3.connect(sys.argv[2])
db.execute("PRAGMA journal_mode=WAL")
print("ready", flush=True)

while True:
    line = port.readline()
    try:
        sensor, time, flow, pressure = line.decode("ascii").strip().split(";")
        row = (int(datetime.fromisoformat(time).timestamp()), int(sensor.removeprefix("dma-")),
               float(flow), float(pressure))
    except ValueError:
        print("bad line", line, file=sys.stderr)
        continue
    db.execute("INSERT OR REPLACE INTO reading (minute, sensor, flow, pressure, quality, judged)"
               " VALUES (?, ?, ?, ?, 0, 0)", row)
    db.commit()
