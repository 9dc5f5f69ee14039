/** Chinese characters and full-width punctuation take two columns of a terminal */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g;

/** a terminal that is narrower breaks lines itself */
const NARROWEST = 40;
const HANGING = '    ';

/** columns that a text takes on a terminal */
export function textWidth(text: string): number {
  return text.length + (text.match(WIDE)?.length ?? 0);
}

/** words of Latin signs stay whole, Chinese may break anywhere but before what closes and after what opens */
const PIECE = /[ \t]*[“（《〔]*(?:[\x21-\x7e]+|[^ \t])[，。；：、！？）”》〕…]*/gu;

/** Breaks lines that are longer than so many columns. */
export function wrapped(text: string, columns: number): string {
  return text
    .split('\n')
    .flatMap((line) => {
      const lines = [''];
      for (const piece of line.match(PIECE) ?? []) {
        const last = lines.at(-1) ?? '';
        if (last !== '' && textWidth(last + piece) > columns) lines.push(piece.trimStart());
        else lines[lines.length - 1] = last + piece;
      }
      return lines;
    })
    .join('\n');
}

/**
 * Lines as wide as the terminal, the rest of each set in below its beginning.
 *
 * @param columns undefined where no terminal reads: then nothing is broken
 */
export function fitted(text: string, columns: number | undefined): string {
  if (columns === undefined || columns < NARROWEST) return text;
  return text
    .split('\n')
    .map((line) => {
      const indent = /^ */.exec(line)?.[0] ?? '';
      const inside = wrapped(line.slice(indent.length), columns - indent.length - HANGING.length);
      return `${indent}${inside.replaceAll('\n', `\n${indent}${HANGING}`)}`;
    })
    .join('\n');
}
