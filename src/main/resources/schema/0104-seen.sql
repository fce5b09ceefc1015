-- Who has seen an alert first (its number), and when, in seconds since 1970.
CREATE TABLE seen (
    alert INTEGER PRIMARY KEY,
    who   TEXT NOT NULL,
    at    INTEGER NOT NULL
);

-- An answer is looked up by its alert.
CREATE INDEX answer_of_alert ON answer (alert);
