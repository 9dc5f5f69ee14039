-- One run a calendar date; an unfinished run of that date is resumed.
CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  business_date TEXT NOT NULL,           -- YYYY-MM-DD in the configured zone
  kind TEXT NOT NULL CHECK (kind IN ('night', 'check')),
  started_at TEXT NOT NULL,              -- ISO 8601, UTC; by the program's clock
  monitored_at TEXT,                     -- the monitoring point (监测时间点): when collecting ended; UTC
  finished_at TEXT,
  summary TEXT                           -- JSON of what `run --json` printed
) STRICT;
CREATE UNIQUE INDEX run_night ON run (business_date) WHERE kind = 'night';

-- One line a visit, as `check --json` prints it. Written once, never changed.
CREATE TABLE observation (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES run (id),
  account_id TEXT NOT NULL,
  observed_at_ms INTEGER NOT NULL,
  line TEXT NOT NULL
) STRICT;
CREATE INDEX observation_of_account ON observation (account_id, observed_at_ms, id);
CREATE INDEX observation_of_run ON observation (run_id, account_id);

-- How each source did in a run, canaries first.
CREATE TABLE source_health (
  run_id INTEGER NOT NULL REFERENCES run (id),
  source TEXT NOT NULL,
  health TEXT NOT NULL,                  -- JSON of SourceHealth
  PRIMARY KEY (run_id, source)
) STRICT, WITHOUT ROWID;
