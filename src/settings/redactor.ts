import { Buffer } from 'node:buffer';

/** A secret shorter than this would turn up by chance in ordinary text, and could be guessed. */
export const MIN_SECRET_LENGTH = 6;

const MASK = '[已隐去]';

/**
 * Takes every secret that it was told of out of a text, in each form in which a log, an address or a mail may carry it:
 * as it is, URL-encoded, JSON- and HTML-escaped, and in base64 at any offset (as in `Authorization: Basic`).
 * One pass over the text, longest form first, so that it ends for any secret, even one that is part of the mask.
 */
export class Redactor {
  readonly #forms = new Set<string>();
  #pattern: RegExp | null = null;

  /** Returns whether the secret was taken; one that is shorter than MIN_SECRET_LENGTH is refused. */
  add(secret: string): boolean {
    if (secret.length < MIN_SECRET_LENGTH) return false;
    for (const form of formsOf(secret)) this.#forms.add(form);
    this.#pattern = null;
    return true;
  }

  redact(text: string): string {
    if (this.#forms.size === 0) return text;
    this.#pattern ??= new RegExp(
      [...this.#forms]
        .sort((one, other) => other.length - one.length)
        .map((form) => RegExp.escape(form))
        .join('|'),
      'g',
    );
    return text.replace(this.#pattern, MASK);
  }
}

function formsOf(secret: string): string[] {
  const plain = [secret, ...base64Cores(secret)];
  const forms = plain.flatMap((text) => [text, ...urlForms(text)]);
  forms.push(JSON.stringify(secret).slice(1, -1), htmlEscaped(secret));
  return forms.filter((form) => form.length >= MIN_SECRET_LENGTH);
}

function urlForms(text: string): string[] {
  const component = encodeUri(text);
  const form = new URLSearchParams({ v: text }).toString().slice(2);
  const lowerCaseHex = (encoded: string) => encoded.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase());
  return [component, form, lowerCaseHex(component), lowerCaseHex(form)];
}

/** encodeURIComponent throws for half a surrogate pair, which a secret file may hold by accident */
function encodeUri(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/**
 * The characters of a base64 text that depend on the secret alone, for each of the three places at which it may begin
 * within a group of three bytes; in both alphabets.
 */
function base64Cores(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const first = Math.ceil((offset * 8) / 6);
    const end = Math.floor(((offset + bytes.length) * 8) / 6);
    const core = encoded.slice(first, end);
    return [core, core.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

function htmlEscaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
