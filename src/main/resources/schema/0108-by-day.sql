-- A night may be judged by the day up to its end, where days stray less than nights. day_mean: of those 24 hours, m3/h; the
-- usual day is day_level + day_weekday, day_spread how far usual days stray; by_day: 1 where the day was judged, whose
-- score and sum then stand in score and sum. night_score, night_sum: those of the hours of minimum flow.
ALTER TABLE night ADD COLUMN day_mean REAL;
ALTER TABLE night ADD COLUMN day_level REAL;
ALTER TABLE night ADD COLUMN day_weekday REAL;
ALTER TABLE night ADD COLUMN day_spread REAL;
ALTER TABLE night ADD COLUMN by_day INTEGER NOT NULL DEFAULT 0;
ALTER TABLE night ADD COLUMN night_score REAL;
ALTER TABLE night ADD COLUMN night_sum REAL NOT NULL DEFAULT 0;
UPDATE night SET night_score = score, night_sum = sum;
