-- How long nothing has usually come before something came, in minutes: an hour for a logger that writes a file an hour.
ALTER TABLE detection_memory ADD COLUMN pause INTEGER NOT NULL DEFAULT 0;
