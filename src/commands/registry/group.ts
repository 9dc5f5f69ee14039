import type { CommandGroup } from '../../command.ts';

export default {
  summary: '台账：导入、导出、检查、比较、查找标识',
  summaryEn: 'the registry of accounts: import, export, check, compare, look up keys',
} satisfies CommandGroup;
