import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readYaml } from '../faults/yaml-source.ts';
import type { Adapter } from '../model/adapter.ts';
import type { Fault } from '../model/fault.ts';
import { programRoot } from '../program-root.ts';
import { REGISTRY_FOLDER } from '../registry/load.ts';
import { REGISTRY_SCHEMA_LINE } from '../registry/write.ts';
import { schemaFiles } from '../settings/json-schema.ts';
import { SETTINGS_FILE, settingsIn } from '../settings/load.ts';
import { SECRETS_FOLDER } from '../settings/secrets.ts';
import type { Answers } from './answers.ts';
import { PASSWORD_FILE, settingsText } from './settings-text.ts';

export interface Made {
  /** paths below the home folder */
  readonly written: readonly string[];
  /** were there already and stay as they are */
  readonly kept: readonly string[];
  /** what is wrong with the answers; then nothing was written */
  readonly faults: readonly Fault[];
}

const FIRST_REGISTRY = `${REGISTRY_SCHEMA_LINE}
#
# 账号台账。也可以从单位自己的表格导入：
#   xuncha registry import 台账.xlsx           先看每一行会怎样
#   xuncha registry import 台账.xlsx --write   再写入
# handle 是平台上的永久标识，不是名称；全是数字的标识要加引号。

units: []
# units: # 单位，按通报中的次序排列
#   - name: 示例市
#     contacts: [office@shi.example] # 本单位邮件的收件人，可不写
#     accounts:
#       - id: shili-weibo # 编号：全部台账中唯一，只用英文字母、数字和 . _ -
#         name: 示例发布 # 与备案一致
#         platform: weibo # wechat、weibo、douyin、toutiao、app
#         owner: 示例市人民政府办公室 # 主办单位
#         state: running # running 运行（默认）、closed 关停、cancelled 注销
#         handle: { uid: "1000000000" } # 微博主页链接 weibo.com/u/ 后面的数字
`;

/** Writes settings, a first registry, the schemas for editors and the password; never over anything. */
export function makeConfig(home: string, answers: Answers, adapters: readonly Adapter[]): Made {
  const example = readFileSync(join(programRoot(), SETTINGS_FILE), 'utf8');
  const settings = settingsText(example, answers);
  const { faults } = settingsIn(readYaml(settings, SETTINGS_FILE), home, adapters, process.env);
  if (faults.length > 0) return { written: [], kept: [], faults };

  const files = new Map<string, string>([[SETTINGS_FILE, settings]]);
  if (!hasRegistry(home)) files.set(`${REGISTRY_FOLDER}/accounts.yaml`, FIRST_REGISTRY);
  for (const [path, schema] of schemaFiles(adapters)) files.set(path, `${JSON.stringify(schema, null, 2)}\n`);
  const written: string[] = [];
  const kept: string[] = [];
  for (const [path, text] of files) (writeNew(join(home, path), text) ? written : kept).push(path);

  mkdirSync(join(home, SECRETS_FOLDER), { recursive: true, mode: 0o700 });
  if (answers.mailPassword) {
    const isNew = writeNew(join(home, PASSWORD_FILE), `${answers.mailPassword}\n`, 0o600);
    (isNew ? written : kept).push(PASSWORD_FILE);
  }
  return { written, kept, faults: [] };
}

function hasRegistry(home: string): boolean {
  const folder = join(home, REGISTRY_FOLDER);
  return existsSync(folder) && readdirSync(folder).some((name) => /\.(ya?ml|csv|xlsx)$/i.test(name));
}

/** @returns false where the file is there already */
function writeNew(path: string, text: string, mode = 0o644): boolean {
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(path, text, { flag: 'wx', mode });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
