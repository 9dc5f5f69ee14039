import type { CommanderError } from 'commander';

/** Wrong usage in Chinese: what was found, and where to read what is right. */
export function usageFault({ code, message }: CommanderError): string {
  const named = /'([^']*)'/.exec(message)?.[1] ?? '';
  const meant = /\(Did you mean (?:one of )?(.+?)\?\)/.exec(message)?.[1];
  const advice = meant === undefined ? '' : `是不是想写 ${meant}？`;
  return `${sentence(code, named, message)}${advice}\n（用 xuncha --help 查看全部命令，用 xuncha 命令 --help 查看选项）`;
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
