-- Received answers, each once; those that came at about the same time are compressed together.
CREATE TABLE body_pack (
  id INTEGER PRIMARY KEY,
  packed BLOB NOT NULL,                  -- zstd of the bodies, one behind the other
  written_at_ms INTEGER NOT NULL         -- by the machine's clock
) STRICT;

-- No foreign key: checking it would need a second index, and packs and bodies are written and removed in one place.
CREATE TABLE body (
  hash BLOB PRIMARY KEY,                 -- SHA-256 of the body
  pack_id INTEGER NOT NULL,
  start INTEGER NOT NULL,                -- where it begins in the unpacked pack, and how long it is; bytes
  length INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
