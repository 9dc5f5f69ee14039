-- What a mail says; shared by all who get it.
CREATE TABLE mail_content (
  id INTEGER PRIMARY KEY,
  subject TEXT NOT NULL,
  html TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;

CREATE TABLE mail_annex (
  content_id INTEGER NOT NULL REFERENCES mail_content (id),
  name TEXT NOT NULL,
  type TEXT NOT NULL,                    -- media type
  bytes BLOB NOT NULL,
  PRIMARY KEY (content_id, name)
) STRICT;

-- One row a recipient. Stored before anything is sent; see docs/decisions/0003-outbox.md for the states.
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  dedupe TEXT NOT NULL UNIQUE,           -- 2020-09-17/supervisors/name@host, a supplement ends in /2
  business_date TEXT NOT NULL,           -- YYYY-MM-DD of the run
  kind TEXT NOT NULL,
  part INTEGER NOT NULL,                 -- 1: the mail of the date; 2 …: supplements
  content_id INTEGER NOT NULL REFERENCES mail_content (id),
  message_id TEXT NOT NULL UNIQUE,
  sender TEXT NOT NULL,
  recipient TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,        -- by the program's clock; the Date header
  state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'sent', 'dead', 'uncertain')),
  phase TEXT CHECK (phase IN ('connecting', 'ending')),  -- only while sending
  attempts INTEGER NOT NULL DEFAULT 0,
  due_at_ms INTEGER NOT NULL,            -- not tried before this moment
  settled_at_ms INTEGER,                 -- sent, dead or uncertain since
  last_answer TEXT,                      -- the server's words, or what went wrong, without secrets
  CHECK ((phase IS NULL) = (state <> 'sending'))
) STRICT;
CREATE INDEX outbox_due ON outbox (state, due_at_ms);
CREATE INDEX outbox_of_date ON outbox (business_date, kind, part);
