import { extname } from 'node:path';
import { type CommonOptions, defineCommand } from '../../command.ts';
import { EXIT, Stop } from '../../exit.ts';
import { openHome } from '../../home.ts';
import { exportCsv, exportXlsx } from '../../registry/export.ts';
import { writeWhole } from '../../registry/files.ts';

export default defineCommand<CommonOptions>({
  name: 'export',
  summary: '把台账写成一张表（.xlsx 或 .csv）；改好后可以再导入',
  summaryEn: 'writes the registry as one table (.xlsx or .csv) that can be imported again',
  configure(command, wording) {
    command.argument('<file>', wording('要写的文件：.xlsx 或 .csv', 'the file to write: .xlsx or .csv'));
  },
  async run([file = ''], options) {
    const home = await openHome(options);
    const { registry, adapters } = home;
    const form = extname(file).toLowerCase();
    if (form === '.xlsx') writeWhole(file, await exportXlsx(registry, adapters));
    else if (form === '.csv') writeWhole(file, exportCsv(registry, adapters));
    else throw new Stop(EXIT.usage, `文件名须以 .xlsx 或 .csv 结尾；得到的是“${file}”。`);
    process.stdout.write(`已把 ${registry.accounts.length} 个账号写入 ${file}\n`);
    return EXIT.done;
  },
});
