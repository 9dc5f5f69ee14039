import { bad, type DoctorCheck, good, look } from '../doctor.ts';
import { MailSettingsUnusable } from '../mail/password.ts';
import { greetServer } from '../mail/trial.ts';
import { troubleWords } from '../mail/trouble-words.ts';

const ENCRYPTION = { starttls: 'STARTTLS', implicit: 'TLS', off: '不加密' } as const;

/** The mail server takes our connection, encryption and login; nothing is sent. */
export default {
  order: 80,
  async examine({ settings }) {
    if (settings === null) return [];
    const { mail } = settings;
    if (mail.host === undefined || mail.to.length === 0) {
      return [look('邮件服务器', '没有设置，不会发信', '请在 xuncha.yaml 的 mail 下写明 host、from 和 to。')];
    }
    const where = `${mail.host}:${mail.port}`;
    try {
      await greetServer(mail, process.env);
      const login = mail.user === undefined ? '不需要登录' : `已用 ${mail.user} 登录`;
      return [good('邮件服务器', `${where} 已接通（${ENCRYPTION[mail.tls]}），${login}；收件人 ${mail.to.length} 个`)];
    } catch (error) {
      if (error instanceof MailSettingsUnusable) return [bad('邮件服务器', error.message, '改好后再试。')];
      return [bad('邮件服务器', `${where}：${troubleWords(error)}`, todoOf(error))];
    }
  },
} satisfies DoctorCheck;

function todoOf(error: unknown): string {
  // the codes of these differ between versions of the runtime and the library; the word does not
  if (/certificate/i.test(String(error))) {
    return '服务器的证书没有通过核对。名称不符的，mail.host 须写证书上的名称；由自建机构签发的，把该机构的证书（PEM 文件）写进环境变量 NODE_EXTRA_CA_CERTS，定时任务里也要写。';
  }
  switch ((error as { code?: string }).code) {
    case 'EAUTH':
      return '登录名或密码不对。有的邮件系统要用专门的“客户端授权码”作密码。';
    case 'ETLS':
      return '加密没有谈成。请核对 mail.tls（starttls、implicit 或 off）和端口（常见：25、587 用 starttls，465 用 implicit）。';
    case 'EDNS':
      return '服务器名称查不到。请核对 mail.host，或检查本机的 DNS。';
    default:
      return '请核对 mail.host、mail.port 和 mail.tls，并确认防火墙允许本机访问。';
  }
}
