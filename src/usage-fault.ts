import type { CommanderError } from 'commander';

/** Wrong usage in Chinese: what was found, and where to read what is right. */
export function usageFault({ code, message }: CommanderError): string {
  const named = /'([^']*)'/.exec(message)?.[1] ?? '';
  const meant = /\(Did you mean (?:one of )?(.+?)\?\)/.exec(message)?.[1];
  const advice = meant === undefined ? '' : `是不是想写 ${meant}？`;
  return `${sentence(code, named, message)}${advice}\n（用 xuncha --help 查看全部命令，用 xuncha 命令 --help 查看选项）`;
}

/** what belongs to a command, and may be written before it as well */
const OF_COMMANDS = /^--(?:home|at)(?:=|$)/;
const COMMON = /^--(?:home|at|lang)(?:=|$)/;

/** `xuncha --home DIR run` as `xuncha run --home DIR`: options of a command, wherever they were written. */
export function inOrder(argv: readonly string[]): readonly string[] {
  const leading: string[][] = [];
  let first = 0;
  while (COMMON.test(argv[first] ?? '')) {
    const end = first + (argv[first]?.includes('=') ? 1 : 2);
    leading.push(argv.slice(first, end));
    first = end;
  }
  if (first >= argv.length) return argv;
  const moved = leading.filter(([option = '']) => OF_COMMANDS.test(option));
  const kept = leading.filter((option) => !moved.includes(option));
  return [...kept.flat(), ...argv.slice(first), ...moved.flat()];
}

/** What to say where options stand without a command; null where there is one, or where only help is asked for. */
export function missingCommand(argv: readonly string[]): string | null {
  if (!OF_COMMANDS.test(argv[0] ?? '')) return null;
  return '没有写命令。命令写在前面，例如：xuncha doctor --home 目录\n（用 xuncha --help 查看全部命令）';
}

function sentence(code: string, named: string, message: string): string {
  switch (code) {
    case 'commander.unknownCommand':
      return `没有“${named}”这个命令。`;
    case 'commander.unknownOption':
      return `没有“${named}”这个选项。`;
    case 'commander.missingArgument':
      return `缺少参数 ${named}。`;
    case 'commander.optionMissingArgument':
      return `选项 ${named} 后面缺少内容。`;
    case 'commander.missingMandatoryOptionValue':
      return `缺少选项 ${named}。`;
    case 'commander.excessArguments':
      return '参数太多。';
    default:
      return `用法不对：${message.replace(/^error: /, '')}`;
  }
}
