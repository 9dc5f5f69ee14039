-- What the history of an account comes to (FactState), kept up to date as observations arrive; made again from them at will.
CREATE TABLE fact_state (
  account_id TEXT PRIMARY KEY,
  latest_ms INTEGER NOT NULL,            -- moment of the latest observation that it holds
  state TEXT NOT NULL                    -- JSON
) STRICT;

-- Up to where, in which zone and by which version of the fold the states were made.
CREATE TABLE fact_progress (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  observation_id INTEGER NOT NULL,
  zone TEXT NOT NULL,
  version INTEGER NOT NULL
) STRICT;

-- One case for one rule and one account; what it came to is written again each night.
CREATE TABLE case_file (
  id INTEGER PRIMARY KEY,
  account_id TEXT NOT NULL,
  rule TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'resolved', 'dismissed')),
  by_hand INTEGER NOT NULL DEFAULT 0,
  body TEXT NOT NULL                     -- JSON of the members of Case that have no column
) STRICT;
CREATE INDEX case_of_account ON case_file (account_id, rule);
CREATE INDEX case_of_state ON case_file (state);

-- What happened to a case. Written once, never changed.
CREATE TABLE case_event (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES case_file (id),
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  who TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX event_of_case ON case_event (case_id, id);
