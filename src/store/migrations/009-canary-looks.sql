-- How fresh each canary was through each source, night by night, while it lived: what it usually is shows when it stands still.
CREATE TABLE canary_look (
  source TEXT NOT NULL,
  canary TEXT NOT NULL,                  -- its name in the settings
  night TEXT NOT NULL,                   -- calendar date, YYYY-MM-DD in the zone of the run
  looked_ms INTEGER NOT NULL,
  newest_ms INTEGER NOT NULL,            -- its newest post then
  PRIMARY KEY (source, canary, night)
) STRICT, WITHOUT ROWID;
