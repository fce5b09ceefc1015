-- How long nothing has usually come before something came, in minutes: an hour for a logger that writes a file an hour.
ALTER TABLE detection_memory ADD COLUMN pause INTEGER NOT NULL DEFAULT 0;

-- How far the mean of 40 minutes strays, as a share of how far one minute does; 1: not known. What stood there before, the
-- severity of about once a week, was no longer used.
ALTER TABLE criteria ADD COLUMN window_share REAL NOT NULL DEFAULT 1;
ALTER TABLE criteria DROP COLUMN weekly;
