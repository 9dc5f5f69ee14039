/** What `xuncha init` wants to know; what is undefined was not said. */
export interface Answers {
  readonly mailHost?: string | undefined;
  readonly mailPort?: string | undefined;
  readonly mailTls?: string | undefined;
  readonly mailUser?: string | undefined;
  /** goes into a file of its own, never into the settings */
  readonly mailPassword?: string | undefined;
  readonly mailFrom?: string | undefined;
  readonly mailTo?: readonly string[] | undefined;
  readonly region?: string | undefined;
  readonly testMail?: boolean | undefined;
}

/** Asks a person; an empty answer takes what stands in brackets. */
export type Ask = (question: string, options?: { readonly hidden?: boolean }) => Promise<string>;

/** Asks for everything that the options have not said, in the order in which a person thinks of it. */
export async function askMissing(given: Answers, ask: Ask): Promise<Answers> {
  const asked = async (known: string | undefined, question: string, usual = '', hidden = false) =>
    known ?? ((await ask(question, { hidden })).trim() || usual);
  const region = await asked(given.region, '通报中对辖区的称呼 [全省]：', '全省');
  const mailHost = await asked(given.mailHost, '邮件服务器（没有就留空，以后再填）：');
  if (mailHost === '') return { ...given, region, mailHost: undefined };
  const mailTls = await asked(given.mailTls, '加密方式 starttls、implicit 或 off [starttls]：', 'starttls');
  const usualPort = mailTls === 'implicit' ? '465' : '25';
  const mailPort = await asked(given.mailPort, `端口 [${usualPort}]：`, usualPort);
  const mailUser = await asked(given.mailUser, '登录名（不需要登录就留空）：');
  const mailPassword =
    mailUser === ''
      ? undefined
      : await asked(given.mailPassword, '密码（输入时不显示，保存为只有本用户可读的文件）：', '', true);
  const mailFrom = await asked(given.mailFrom, '发件人，例如 巡查 <xuncha@example.gov.cn>：');
  const mailTo = given.mailTo ?? addresses(await ask('收件人（监管方；几个地址之间用逗号）：'));
  const testMail = given.testMail ?? /^(y|yes|是|好)$/i.test((await ask('现在发一封测试邮件吗？[y/N]：')).trim());
  return {
    region,
    mailHost,
    mailTls,
    mailPort,
    mailUser: mailUser || undefined,
    mailPassword,
    mailFrom,
    mailTo,
    testMail,
  };
}

/** `甲 <a@x>，b@y; c@z` → three addresses */
export function addresses(text: string): string[] {
  return text
    .split(/[,，;；]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
