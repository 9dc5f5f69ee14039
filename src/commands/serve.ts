import { once } from 'node:events';
import { type CommonOptions, defineCommand } from '../command.ts';
import { EXIT, Stop } from '../exit.ts';
import { type Home, openHome } from '../home.ts';
import { DatabaseUnusable } from '../store/database.ts';
import type { Access } from '../web/guard.ts';

interface Options extends CommonOptions {
  readonly host?: string;
  readonly port?: string;
}

const PASSWORD = 'web-password';

export default defineCommand<Options>({
  name: 'serve',
  summary: '监管网页：只读地展示最近一夜、账号、问题、季度与来源；默认只供本机访问',
  summaryEn:
    'pages for supervisors, read only: the last night, accounts, cases, quarter and sources; for this machine alone by default',
  configure(command, wording) {
    command
      .option(
        '--host <address>',
        wording(
          '监听的地址（默认：设置 web.host，即 127.0.0.1）',
          'address to listen on (default: web.host, 127.0.0.1)',
        ),
      )
      .option(
        '--port <number>',
        wording(
          '监听的端口（默认：设置 web.port，即 8420；0 为任一空闲端口）',
          'port to listen on (default: web.port, 8420; 0 for any free one)',
        ),
      );
  },
  async run(_, options) {
    const home = await openHome(options);
    const host = options.host ?? home.settings.web.host;
    const port = portOf(options.port ?? String(home.settings.web.port));
    // the web framework is large, and every command waits for what is imported above
    const [{ serve }, { isLoopback }] = await Promise.all([import('../web/serve.ts'), import('../web/guard.ts')]);
    const access = accessOf(home, host);
    if (!isLoopback(host) && access.password === null && access.userHeader === null) {
      throw new Stop(
        EXIT.usage,
        `在 ${host} 上监听，网页就能从别的机器打开，因此须先确定谁可以看：把密码写入 config/secrets/${PASSWORD}（chmod 600）或环境变量 XUNCHA_WEB_PASSWORD；或者在 xuncha.yaml 的 web.userHeader 写明反向代理用哪个请求头告知登录人。`,
      );
    }
    const say = (line: string) => process.stderr.write(`${home.secrets.redactor.redact(line)}\n`);
    try {
      const served = await serve({ home, reopen: () => openHome(options), host, port, access, say });
      process.stdout.write(`${served.url}\n`);
      await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
      await served.close();
      return EXIT.done;
    } catch (error) {
      if (error instanceof DatabaseUnusable)
        throw new Stop(EXIT.usage, `${error.message}\n如果还没有巡查过，请先运行 xuncha run。`);
      if (error instanceof Error && 'syscall' in error)
        throw new Stop(EXIT.usage, `不能在 ${host}:${port} 上监听：${error.message}`);
      throw error;
    }
  },
});

function accessOf(home: Home, host: string): Access {
  const { userHeader, proxies, baseUrl } = home.settings.web;
  const own = baseUrl === undefined ? [] : [new URL(baseUrl).hostname];
  return {
    password: home.secrets.get(PASSWORD) ?? null,
    userHeader: userHeader ?? null,
    proxies,
    hosts: new Set(['localhost', '127.0.0.1', '::1', host, ...own]),
  };
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new Stop(EXIT.usage, `--port 须是 0 至 65535 的整数；得到的是“${text}”。`);
}
