-- Binds what was observed to everything before: each link is a hash over the link before and the lines that came since.
CREATE TABLE chain_link (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES run (id),  -- the run at whose end it was made
  last_observation INTEGER NOT NULL,            -- it covers the observations after the link before, up to this one
  observations INTEGER NOT NULL,
  hash TEXT NOT NULL,
  linked_at TEXT NOT NULL                       -- ISO 8601, UTC
) STRICT;

-- Pictures of the pages of accounts with a finding; one attempt an account and run.
CREATE TABLE screenshot (
  run_id INTEGER NOT NULL REFERENCES run (id),
  account_id TEXT NOT NULL,
  url TEXT NOT NULL,
  taken_at TEXT NOT NULL,                       -- ISO 8601, UTC
  hash TEXT,                                    -- of the PNG among the evidence; null: there is none
  trouble TEXT,                                 -- for people: why there is none
  PRIMARY KEY (run_id, account_id),
  CHECK ((hash IS NULL) <> (trouble IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX screenshot_of_account ON screenshot (account_id, taken_at);

-- Hosts that a run must not ask again; a run that is started again keeps to it.
CREATE TABLE resting_host (
  run_id INTEGER NOT NULL REFERENCES run (id),
  host TEXT NOT NULL,
  because TEXT NOT NULL,
  PRIMARY KEY (run_id, host)
) STRICT, WITHOUT ROWID;
