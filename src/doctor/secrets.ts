import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bad, type DoctorCheck, type DoctorLine, good } from '../doctor.ts';
import { SECRETS_FOLDER } from '../settings/secrets.ts';

/** Nobody but the user who runs the program may read secrets and lent logins. */
export default {
  order: 70,
  async examine({ dir, secrets, settings }) {
    const lines: DoctorLine[] = secrets.faults.map(({ file, message }) =>
      bad('密钥文件', `${file}：${message}`, '改好后再试。'),
    );
    for (const profile of lentProfiles(settings?.platforms ?? {})) {
      const folder = resolve(dir, 'config', profile);
      if (!existsSync(folder)) {
        lines.push(bad('借用的登录', `资料夹 ${folder} 不存在`, '请运行 xuncha login 登录一次。'));
      } else if (process.platform !== 'win32' && (statSync(folder).mode & 0o077) !== 0) {
        lines.push(bad('借用的登录', `资料夹 ${folder} 别的用户也能读`, `请执行 chmod 700 ${folder}`));
      }
    }
    const folder = join(dir, SECRETS_FOLDER);
    const count = existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.')).length : 0;
    return lines.length > 0 ? lines : [good('密钥文件', count === 0 ? '没有' : `${count} 个，只有本用户可读`)];
  },
} satisfies DoctorCheck;

/** browser profiles that sources of the settings name, relative to the config folder */
function lentProfiles(
  platforms: Readonly<Record<string, { readonly sources?: readonly { options: unknown }[] | undefined }>>,
): string[] {
  return Object.values(platforms)
    .flatMap(({ sources }) => sources ?? [])
    .flatMap(({ options }) => (options as { profile?: unknown } | null)?.profile ?? [])
    .filter((profile) => typeof profile === 'string');
}
