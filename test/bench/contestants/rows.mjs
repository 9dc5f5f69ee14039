import Database from 'better-sqlite3';

/** The rows that a contestant writes: one for each account that it read, committed one by one, as ours are. */
export function openRows(file) {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE result (account INTEGER PRIMARY KEY, last TEXT NOT NULL)');
  const put = db.prepare('INSERT OR REPLACE INTO result (account, last) VALUES (?, ?)');
  return (account, last) => put.run(account, last);
}
