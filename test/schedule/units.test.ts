import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { cronLines, systemdUnits } from '../../src/schedule/units.ts';

const JOB = {
  program: '/opt/xuncha/xuncha',
  home: '/var/lib/xuncha',
  at: '01:30',
  zone: 'Asia/Shanghai',
  mostHours: 8,
};

test('the timer starts the service at the hour of the settings, in their zone, and makes up for a missed night', () => {
  const units = systemdUnits(JOB);
  expect(units).toContain('OnCalendar=*-*-* 01:30:00 Asia/Shanghai');
  expect(units).toContain('Persistent=true');
  expect(units).toContain('ExecStart=/opt/xuncha/xuncha run --home /var/lib/xuncha');
});

test('the service may write to its data alone and gains no rights', () => {
  const units = systemdUnits(JOB);
  expect(units).toContain('ProtectSystem=strict');
  expect(units).toContain('ReadWritePaths=/var/lib/xuncha/data');
  expect(units).toContain('NoNewPrivileges=yes');
  expect(units).toContain('SuccessExitStatus=3');
});

test('Chromium may make the namespaces of its sandbox, and no others', () => {
  // user, pid and net are the three that it asks for; a filter that killed would end the night instead of the call
  expect(systemdUnits(JOB)).toContain('RestrictNamespaces=user pid net\n');
  expect(systemdUnits(JOB)).toContain('SystemCallErrorNumber=EPERM');
});

test('signs that systemd would read as its own are kept as they are', () => {
  expect(systemdUnits({ ...JOB, home: '/srv/巡查 100%' })).toContain('--home "/srv/巡查 100%%"');
  const variable = systemdUnits({ ...JOB, home: '/srv/$HOME' });
  expect(variable).toContain('--home /srv/$$HOME');
  expect(variable).toContain('ReadWritePaths=/srv/$HOME/data');
});

test('cron gets the hour, the zone and one line that a shell understands', () => {
  const [zone, line = ''] = cronLines({ ...JOB, home: "/srv/it's" }).split('\n');
  expect(zone).toBe('CRON_TZ=Asia/Shanghai');
  expect(line.startsWith('30 1 * * * mkdir -p ')).toBe(true);
  const command = line.slice('30 1 * * * '.length).replaceAll('\\%', '%');
  expect(spawnSync('sh', ['-n', '-c', command]).status).toBe(0);
});
