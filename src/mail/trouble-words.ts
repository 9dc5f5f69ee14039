/** What a connection to a mail server ran into, as libraries and systems call it, and as people do. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/ECONNREFUSED/, '连接被拒绝，这个端口上没有邮件服务'],
  [/ENOTFOUND|EAI_AGAIN|EDNS/, '服务器名称查不到'],
  [/ETIMEDOUT|Greeting never received|[Tt]imeout/, '没有回应'],
  [/EHOSTUNREACH|ENETUNREACH/, '网络不通'],
  [/self-signed|certificate|CERT_/i, '服务器的证书不被信任'],
  [/EAUTH|Invalid login/, '登录被拒绝'],
];

/** In Chinese, with the words of the library behind it for those who look them up. */
export function troubleWords(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const code = (error as { code?: string } | null)?.code ?? '';
  const found = WORDS.find(([form]) => form.test(`${code} ${text}`));
  return found === undefined ? text : `${found[1]}（${text}）`;
}
