INSERT INTO sensor (id, name, listed, heard) VALUES (1, 'dma-1', 1, 1), (2, 'dma-2', 1, 1), (3, 'dma-3', 1, 1), (4, 'old-town', 1, 1);
WITH RECURSIVE m (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM m WHERE i < 2879)
INSERT INTO reading (minute, sensor, flow, pressure, quality, judged)
SELECT 1795953600 - 60 * i, s.value, s.value * 10 + 5 * sin(i / 229.0) + (i * 7919 % 13) / 10.0, 4 + 0.5 * cos(i / 229.0),
 CASE WHEN i BETWEEN 300 AND 320 AND s.value = 1 THEN 3 ELSE 0 END, CASE WHEN i = 100 AND s.value = 1 THEN 3 ELSE 1 END
FROM m, (SELECT 1 AS value UNION SELECT 2 UNION SELECT 3 UNION SELECT 4) s WHERE NOT (i BETWEEN 600 AND 660) AND NOT (s.value = 3 AND i < 600);
UPDATE reading SET flow = 1488.15 WHERE judged = 3;
WITH RECURSIVE h (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM h WHERE i < 2399)
INSERT INTO hour_mean (hour, sensor, flow, pressure, flow_minutes, pressure_minutes)
SELECT 1795953600 - 3600 - 3600 * i, s.id, s.id * 10 + 5 * sin(i * 60 / 229.0), 4, 60, 60 FROM h, sensor s WHERE NOT (s.id = 3 AND i < 11);
WITH RECURSIVE h (i) AS (SELECT -24 UNION ALL SELECT i + 1 FROM h WHERE i < 47)
INSERT INTO forecast (hour, sensor, day_ahead, made_at, flow, flow_low, flow_high, flow_model, pressure, pressure_low, pressure_high, pressure_model)
SELECT 1795953600 + 3600 * i, s.id, 0, 1795953600, s.id * 10, s.id * 10 - 3, s.id * 10 + 3, 'lstm-1a2b3c4d', 4, 3.8, 4.2, 'last-week' FROM h, sensor s;
WITH RECURSIVE d (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM d WHERE i < 59)
INSERT INTO night (sensor, night, hours, mean, minimum_hour, minimum_ten, stray, windows, expected, verdict, level, weekday, spread, score, sum, quiet, since, raised, volume, net, leakage, per_connection)
SELECT s.id, 20786 - i, '02:00-05:00 Europe/Rome', s.id * 10 + CASE WHEN s.id = 2 AND i < 5 THEN 3 ELSE (i * 7919 % 13) / 20.0 END, s.id * 10 - 0.2, s.id * 10 - 0.5, 0.1, 18, 18,
 CASE WHEN s.id = 2 AND i < 4 THEN 'ALARM' WHEN s.id = 2 AND i = 4 THEN 'HIGH' WHEN i > 45 THEN 'LEARNING' ELSE 'NORMAL' END,
 s.id * 10, 0.1, 0.5, CASE WHEN s.id = 2 AND i < 5 THEN 5.8 ELSE 0.3 END, CASE WHEN s.id = 2 AND i < 5 THEN 20 ELSE 0 END, 0,
 CASE WHEN s.id = 2 AND i < 5 THEN 20782 ELSE -1 END, CASE WHEN s.id = 2 AND i < 4 THEN 20783 ELSE -1 END, CASE WHEN s.id = 2 AND i < 5 THEN 69.6 * (5 - i) ELSE 0 END,
 NULL, NULL, CASE WHEN s.id = 2 THEN 4.5 END FROM d, sensor s;
INSERT INTO alert (sensor, minute, quantity, method, stage, event, is_end, value, expected, minutes, volume, reason, staged) VALUES
 ('dma-2', 1795579140, 'flow', 'night', 3, 'leak', 0, 23, 20.1, 1440, 69.6, 'minimum night flow 14 % over the usual (23 against 20.1 m3/h)', 1),
 ('dma-2', 1795924740, 'flow', 'night', 3, 'leak', 0, 23, 20.1, 7200, 348, 'minimum night flow 14 % over the usual (23 against 20.1 m3/h), since 2026-11-25 about 348 m3', 1),
 ('dma-1', 1795907820, 'flow', 'value', 4, 'burst', 0, 42, 12, 20, 10, 'flow 250 % over the usual {markup}', 1),
 ('dma-1', 1795911420, 'flow', 'value', 4, 'burst', 1, 41, 12, 60, 29, 'it lasted 60 minutes', 1),
 ('dma-3', 1795918800, 'flow', 'system', 3, 'sensor silent', 0, NULL, NULL, 15, 0, 'nothing has come for 15 minutes', 1);
