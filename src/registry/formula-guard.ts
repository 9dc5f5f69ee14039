/** what spreadsheets take for the beginning of a formula, half and full width */
const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/;

/** Makes a text of a CSV file inert: spreadsheets show what follows an apostrophe as text. */
export function guarded(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** Takes back what `guarded` did, and nothing else. */
export function unguarded(text: string): string {
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;
}
