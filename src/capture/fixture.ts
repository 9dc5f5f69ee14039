import type { Redactor } from '../settings/redactor.ts';
import type { Exchange } from './recorder.ts';

/** Packages of apps are megabytes; their beginning shows what they are. */
const MOST_BINARY_BYTES = 64 * 1024;
const HIDDEN = '[已隐去]';

const SECRET_HEADER = /^(?:cookie|set-cookie|authorization|proxy-authorization|x-(?:api|auth|access)-.*)$/i;
const SECRET_PARAMETER =
  /^(?:k|key|token|access_token|component_access_token|authorizer_access_token|secret|appsecret|component_appsecret|ticket|pass_ticket|sign|signature|uin|session|sid|password|msToken|a_bogus|verifyFp|fp)$/i;
/** values of JSON members that are tokens or addresses of the asking machine */
const SECRET_MEMBER =
  /("(?:access_token|refresh_token|authorizer_access_token|authorizer_refresh_token|component_access_token|token|skey|vid|client_?ip|ip|remote_addr|sub|subp|ttwid|tid)"\s*:\s*)"[^"]*"/gi;

/**
 * An exchange as a text that tests can read and people can check before they hand it on: request line and headers, status
 * line and headers, body. Secrets are taken out wherever they stand; bodies that are no text are in base64.
 */
export function fixtureText(exchange: Exchange, redactor: Redactor): string {
  for (const secret of exchange.secrets) redactor.add(secret);
  const text = textOf(exchange.body);
  const encoded = text === null ? ['x-capture-body: base64'] : [];
  const body = text ?? Buffer.from(exchange.body.subarray(0, MOST_BINARY_BYTES)).toString('base64');
  const request = [
    `${exchange.method} ${withoutSecretParameters(exchange.url)}`,
    ...headerLines(exchange.requestHeaders),
  ];
  const status = exchange.status === null ? `NO ANSWER ${exchange.trouble}` : `HTTP ${exchange.status}`;
  const response = [status, ...headerLines(exchange.headers), ...encoded];
  const asked = exchange.requestBody === null ? '' : `${withoutSecretPairs(exchange.requestBody)}\n`;
  const shown = `${request.join('\n')}\n\n${asked}${response.join('\n')}\n\n${body}`;
  return redactor.redact(shown.replace(SECRET_MEMBER, `$1"${HIDDEN}"`));
}

function headerLines(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    value.split('\n').map((line) => `${name}: ${SECRET_HEADER.test(name) ? HIDDEN : line}`),
  );
}

function withoutSecretParameters(address: string): string {
  const at = address.indexOf('?');
  return at === -1 ? address : `${address.slice(0, at + 1)}${withoutSecretPairs(address.slice(at + 1))}`;
}

/** pairs of a query or a form; everything else stays byte for byte, because parsers depend on it */
function withoutSecretPairs(query: string): string {
  return query
    .split('&')
    .map((pair) => {
      const name = pair.split('=', 1)[0] ?? '';
      return SECRET_PARAMETER.test(name) && pair.includes('=') ? `${name}=${HIDDEN}` : pair;
    })
    .join('&');
}

function textOf(body: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return null;
  }
}
