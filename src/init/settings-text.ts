import { stringify } from 'yaml';
import type { Answers } from './answers.ts';

export const PASSWORD_FILE = 'config/secrets/mail-password';

/**
 * The commented example with the answers filled in.
 * @param example the text of the program's own config/xuncha.yaml
 */
export function settingsText(example: string, answers: Answers): string {
  const withMail = answers.mailHost === undefined ? example : example.replace(MAIL_EXAMPLE, mailText(answers));
  return answers.region === undefined
    ? withMail
    : withMail.replace(/^ {2}region: .*$/m, `  region: ${scalar(answers.region)}`);
}

/** the block of the example that shows the keys of mail, all of it in comments */
const MAIL_EXAMPLE = /^# mail:\n(?:# {3}.*\n)+/m;

function mailText(answers: Answers): string {
  const { mailHost = '', mailPort, mailTls, mailUser, mailFrom, mailTo = [] } = answers;
  const lines = [
    `host: ${scalar(mailHost)}`,
    `port: ${mailPort ?? 25}`,
    `tls: ${mailTls ?? 'starttls'} # starttls、implicit 或 off；本机服务器不需要加密`,
    mailUser ? `user: ${scalar(mailUser)}` : '# user: xuncha',
    `${mailUser ? '' : '# '}passwordFile: ${PASSWORD_FILE} # 只写着密码的文件，权限 600；也可用环境变量 XUNCHA_MAIL_PASSWORD`,
    mailFrom ? `from: ${scalar(mailFrom)}` : '# from: 巡查 <xuncha@example.gov.cn>',
    `to: [${mailTo.map(scalar).join(', ')}]`,
    '# routes: { units: off } # 是否也发给各单位：off（默认）、findings 只发有问题的、all 都发',
  ];
  return `mail:\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

/** a text as YAML writes it in one line */
function scalar(text: string): string {
  return stringify(text, { lineWidth: 0, defaultStringType: /[,[\]{}]/.test(text) ? 'QUOTE_DOUBLE' : 'PLAIN' }).trim();
}
