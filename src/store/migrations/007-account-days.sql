-- What is known of each calendar day of an account (AccountDays), for heat maps; made again from the observations at will.
CREATE TABLE account_days (
  account_id TEXT PRIMARY KEY,
  first_day INTEGER NOT NULL,            -- days since 1970-01-01 in the zone below
  marks TEXT NOT NULL,                   -- one character a day
  unpushed INTEGER NOT NULL
) STRICT;

-- Up to which observation and in which zone the days were folded.
CREATE TABLE account_days_progress (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  observation_id INTEGER NOT NULL,
  zone TEXT NOT NULL
) STRICT;
