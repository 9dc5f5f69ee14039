-- How often each host was asked in a run: what the next plan is reckoned with.
CREATE TABLE host_asked (
  run_id INTEGER NOT NULL REFERENCES run (id),
  host TEXT NOT NULL,
  asked INTEGER NOT NULL,
  PRIMARY KEY (run_id, host)
) STRICT, WITHOUT ROWID;

-- Accounts that were to be visited in a run and were not reached before its time was up; the next night takes them first.
CREATE TABLE left_over (
  run_id INTEGER NOT NULL REFERENCES run (id),
  account_id TEXT NOT NULL,
  PRIMARY KEY (run_id, account_id)
) STRICT, WITHOUT ROWID;
