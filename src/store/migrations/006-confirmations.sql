-- What a person checked by hand and entered with `xuncha confirm`. Written once, never changed; a later check outdoes an
-- earlier one, and each lapses by itself.
CREATE TABLE confirmation (
  id INTEGER PRIMARY KEY,
  account_id TEXT NOT NULL,
  entered_at TEXT NOT NULL,              -- ISO 8601 with offset, by the program's clock
  body TEXT NOT NULL                     -- JSON of Confirmation; its screenshot is the hash of the kept file
) STRICT;
CREATE INDEX confirmation_of_account ON confirmation (account_id, id);
