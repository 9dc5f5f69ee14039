import { type CommonOptions, defineCommand } from '../command.ts';
import { fitted } from '../console/text-width.ts';
import { type DoctorLine, examine, openPatient } from '../doctor.ts';
import { EXIT } from '../exit.ts';

interface Options extends CommonOptions {
  readonly json?: boolean;
}

const MARKS = { good: '✓', look: '!', bad: '✗' } as const;

export default defineCommand<Options>({
  name: 'doctor',
  summary: '体检：本机、配置、邮件服务器、每个信息来源，哪里不对、怎么办；不发信',
  summaryEn:
    'checks the machine, the configuration, the mail server and every source, and says what to do; sends nothing',
  configure(command, wording) {
    command.option('--json', wording('输出一份 JSON', 'print one JSON document'));
  },
  async run(_, options) {
    const patient = await openPatient(options);
    const lines: DoctorLine[] = [];
    if (process.stderr.isTTY) process.stderr.write('逐项检查。询问各平台要守间隔，可能要几分钟。\n');
    await examine(patient, (line) => {
      const shown = redacted(line, (text) => patient.secrets.redactor.redact(text));
      lines.push(shown);
      if (!options.json) process.stdout.write(fitted(words(shown), process.stdout.columns));
    });
    const troubled = lines.filter(({ state }) => state === 'bad').length;
    if (options.json) process.stdout.write(`${JSON.stringify({ healthy: troubled === 0, lines })}\n`);
    else process.stdout.write(troubled === 0 ? '\n没有必须处理的问题。\n' : `\n有 ${troubled} 处必须处理（✗）。\n`);
    return troubled === 0 ? EXIT.done : EXIT.incomplete;
  },
});

function redacted(line: DoctorLine, redact: (text: string) => string): DoctorLine {
  return { ...line, says: redact(line.says), todo: line.todo === null ? null : redact(line.todo) };
}

function words({ subject, state, says, todo }: DoctorLine): string {
  return `${MARKS[state]} ${subject}：${says}\n${todo === null ? '' : `    → ${todo}\n`}`;
}
