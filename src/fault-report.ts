import type { LogFile } from './console/log-file.ts';

/** Where a fault of the program itself is written down, and what may not be shown of it. */
interface FaultPlace {
  openLog(): LogFile;
  redact(text: string): string;
}

let place: FaultPlace | null = null;

/** Told as soon as settings and secrets are read; before, no message can be trusted to hold no secret. */
export function reportFaultsTo(found: FaultPlace): void {
  place = found;
}

/** A fault of the program itself: the whole of it into the log, one sentence for people, no secret in either. */
export function tellFault(error: unknown): string {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  if (place === null) {
    const frames = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
    const where = (frames.find((line) => !line.includes('node:')) ?? frames[0] ?? '').trim();
    return `程序自身出错（${name}），什么都没有做。请把下面一行交给维护者：\n${where}\n`;
  }
  const log = place.openLog();
  const isWritten = log.write({ level: 'warn', event: 'fault', error: name, message, stack: stack ?? '' });
  const said = `程序自身出错，没有做完：${place.redact(message.split('\n')[0] ?? '')}\n`;
  const kept = isWritten
    ? `详情已记入 ${place.redact(log.path())}（密钥已隐去）。再次运行会接着做；仍然出错的，请把这份日志交给维护者。`
    : '日志写不进去，请检查 data/log 的权限和磁盘空间，然后再次运行。';
  return `${said}${kept}\n`;
}
