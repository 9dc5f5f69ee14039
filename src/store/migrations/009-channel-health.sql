-- How fresh each canary was through each source, night by night, while it lived: what it usually is shows when it stands still.
CREATE TABLE canary_look (
  source TEXT NOT NULL,
  canary TEXT NOT NULL,                  -- its name in the settings
  night TEXT NOT NULL,                   -- calendar date, YYYY-MM-DD in the zone of the run
  looked_ms INTEGER NOT NULL,
  newest_ms INTEGER NOT NULL,            -- its newest post then
  PRIMARY KEY (source, canary, night)
) STRICT, WITHOUT ROWID;

-- How many accounts each source showed in a night, and how many of them with a post of the last 24 hours. Where `why` says
-- that the source was down, observations of that run which rest on it prove no absence.
CREATE TABLE source_turnout (
  run_id INTEGER NOT NULL REFERENCES run (id),
  source TEXT NOT NULL,
  answered INTEGER NOT NULL,
  shown INTEGER NOT NULL,                -- accounts with any post
  fresh INTEGER NOT NULL,
  why TEXT,                              -- for people, Chinese; null: nothing unusual
  PRIMARY KEY (run_id, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX source_down ON source_turnout (run_id) WHERE why IS NOT NULL;
