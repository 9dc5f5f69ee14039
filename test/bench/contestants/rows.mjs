import Database from 'better-sqlite3';

/** as long as ours gathers: what comes within this time shares one commit, because each waits for the disk */
const GATHERED_MS = 10;

/**
 * The rows that a contestant writes: one for each account that it read, in groups, as ours are.
 *
 * @returns `put` takes a row, `close` writes what is left
 */
export function openRows(file) {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE result (account INTEGER PRIMARY KEY, last TEXT NOT NULL)');
  const insert = db.prepare('INSERT OR REPLACE INTO result (account, last) VALUES (?, ?)');
  let rows = [];
  const write = db.transaction((group) => {
    for (const [account, last] of group) insert.run(account, last);
  });
  const commit = () => {
    write(rows);
    rows = [];
  };
  return {
    put(account, last) {
      if (rows.length === 0) setTimeout(commit, GATHERED_MS);
      rows.push([account, last]);
    },
    close() {
      commit();
      db.close();
    },
  };
}
