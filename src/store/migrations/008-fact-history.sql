-- What most judgements never ask of the facts stands beside them; the next catching up makes all of them again.
ALTER TABLE fact_state ADD COLUMN history TEXT NOT NULL DEFAULT ''; -- JSON
