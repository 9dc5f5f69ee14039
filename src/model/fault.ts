/** What is wrong in a file that a person wrote, and where. Line and column count from 1. */
export interface Fault {
  /** relative to the home folder, with forward slashes: `config/registry/hengyang.yaml` */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** for people, Chinese: what was found, and what to write instead */
  readonly message: string;
}

/** Where something stands in a file, without saying that it is wrong. */
export type Place = Omit<Fault, 'message'>;

/** `config/xuncha.yaml:6:3: …`, which terminals and editors turn into a link. */
export function faultLine(fault: Fault): string {
  return `${fault.file}:${fault.line}:${fault.column}: ${fault.message}`;
}
