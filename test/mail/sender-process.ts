// Sends what is due in the database FILE through the mail server at PORT; the tests kill it.
import { sendDue } from '../../src/mail/outbox.ts';
import { openDatabase } from '../../src/store/database.ts';
import { mailSettings } from './post-office.ts';

const [file = '', port = ''] = process.argv.slice(2);
const report = await sendDue(openDatabase(file), mailSettings({ host: '127.0.0.1', port: Number(port) }), {
  now: () => Temporal.Instant.from('2020-09-17T10:00:00Z'),
  env: {},
});
process.stdout.write(JSON.stringify(report));
