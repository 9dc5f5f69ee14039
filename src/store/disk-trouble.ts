/** What the file system or SQLite says when the disk, not the program, is at fault; each with what to do. */
const WORDS: Readonly<Record<string, string>> = {
  full: '磁盘已满（或达到了文件大小限制）。已写入的数据没有丢失；请腾出空间后再次运行，巡查会从中断处继续。',
  readonly: '数据目录不可写。请检查目录的所有者、权限，以及磁盘是否以只读方式挂载；修复后再次运行即可。',
  corrupt: '数据库已损坏。请把它移到别处，用 xuncha restore 恢复最近的备份；原文件不要删除，其中的数据也许还能取出。',
  broken: '读写磁盘出错，磁盘可能已满或有故障。请检查磁盘；已写入的数据没有丢失，修复后再次运行即可。',
};

const KINDS: Readonly<Record<string, keyof typeof WORDS>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'full',
  SQLITE_FULL: 'full',
  EACCES: 'readonly',
  EPERM: 'readonly',
  EROFS: 'readonly',
  SQLITE_READONLY: 'readonly',
  SQLITE_CANTOPEN: 'readonly',
  SQLITE_CORRUPT: 'corrupt',
  SQLITE_NOTADB: 'corrupt',
  EIO: 'broken',
  SQLITE_IOERR: 'broken',
};

/** Whether this error tells of the disk; such an error is nobody's finding and no bug of an adapter. */
export function isDiskTrouble(error: unknown): boolean {
  return kindOf(error) !== undefined;
}

/** For people, Chinese: what happened and what to do; null where the error tells of something else. */
export function diskTroubleWords(error: unknown): string | null {
  const kind = kindOf(error);
  if (kind === undefined) return null;
  const said = error instanceof Error ? error.message : String(error);
  return `${WORDS[kind]}（${said}）`;
}

function kindOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') return undefined;
  // SQLite names details behind the kind: SQLITE_IOERR_WRITE, SQLITE_READONLY_DBMOVED
  const known = Object.keys(KINDS).find((name) => code === name || code.startsWith(`${name}_`));
  return known === undefined ? undefined : KINDS[known];
}
