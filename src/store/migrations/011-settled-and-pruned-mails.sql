-- What a person said of a mail that lay there uncertain or given up; the row's own state follows from the latest.
CREATE TABLE outbox_word (
  outbox_id INTEGER NOT NULL REFERENCES outbox (id),
  at_ms INTEGER NOT NULL,                -- by the program's clock
  by TEXT NOT NULL,
  word TEXT NOT NULL CHECK (word IN ('arrived', 'send-again'))
) STRICT;
CREATE INDEX outbox_word_of_mail ON outbox_word (outbox_id);

-- The five days of trying begin anew when a person lets a mail go again.
ALTER TABLE outbox ADD COLUMN released_at_ms INTEGER;

-- Old contents are emptied and leave their SHA-256 (hexadecimal); who got them when stays in the outbox.
ALTER TABLE mail_content ADD COLUMN pruned_at_ms INTEGER;
ALTER TABLE mail_content ADD COLUMN html_sha256 TEXT;
ALTER TABLE mail_content ADD COLUMN text_sha256 TEXT;
ALTER TABLE mail_annex ADD COLUMN sha256 TEXT;
