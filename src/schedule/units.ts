import { cronPattern } from './due.ts';

export interface Job {
  /** absolute path of the program */
  readonly program: string;
  /** absolute path of the folder with config/ and data/ */
  readonly home: string;
  /** `01:30` */
  readonly at: string;
  /** IANA name */
  readonly zone: string;
  /** a night that takes longer than this hangs, hours */
  readonly mostHours: number;
}

/**
 * Service and timer for systemd, as one text with the name of each file above it. The service may write to its data
 * folder alone. Chromium's sandbox makes namespaces of these three kinds and changes root inside them, and the JavaScript
 * engine writes code pages: so much stays allowed. Calls that are refused answer with an error and end nothing.
 */
export function systemdUnits({ program, home, at, zone, mostHours }: Job): string {
  const run = (command: string) => `${quoted(program)} ${command} --home ${quoted(home)}`;
  return `# /etc/systemd/system/xuncha.service
# 先建好专用用户：useradd --system --home-dir ${home} xuncha，并让它拥有 ${home}/data
[Unit]
Description=巡查：政务新媒体夜间监测
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
User=xuncha
UMask=0077
ExecStart=${run('run')}
ExecStartPost=${run('prune')}
# 3：巡查已结束，但有一部分没能完成（详见通知邮件），不算服务失败
SuccessExitStatus=3
TimeoutStartSec=${Math.ceil(mostHours + 2)}h
KillMode=mixed
TimeoutStopSec=60
MemoryMax=2G
TasksMax=512
NoNewPrivileges=yes
ProtectSystem=strict
ReadWritePaths=${inQuotes(`${home}/data`)}
ProtectHome=read-only
PrivateTmp=yes
PrivateDevices=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
ProtectProc=invisible
RemoveIPC=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
RestrictNamespaces=user pid net
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
CapabilityBoundingSet=
AmbientCapabilities=
SystemCallArchitectures=native
SystemCallFilter=~@clock @cpu-emulation @debug @module @obsolete @raw-io @reboot @swap
SystemCallErrorNumber=EPERM

# /etc/systemd/system/xuncha.timer
[Unit]
Description=巡查：每夜 ${at}（${zone}）

[Timer]
OnCalendar=*-*-* ${at}:00 ${zone}
# 关机错过的一夜，开机后补做
Persistent=true
AccuracySec=1min

[Install]
WantedBy=timers.target

# 启用：systemctl daemon-reload && systemctl enable --now xuncha.timer
`;
}

/** A line for `crontab -e`; CRON_TZ holds for the lines below it. */
export function cronLines({ program, home, at, zone }: Job): string {
  const run = (command: string) => `${shellWord(program)} ${command} --home ${shellWord(home)}`;
  const job = `${run('run')}; ${run('prune')}`.replaceAll('%', '\\%');
  const log = shellWord(`${home}/data/run.log`).replaceAll('%', '\\%');
  const folder = shellWord(`${home}/data`).replaceAll('%', '\\%');
  return `CRON_TZ=${zone}\n${cronPattern(at)} mkdir -p ${folder} && (${job}) >> ${log} 2>&1\n`;
}

/** A word of a command in a unit: specifiers and variables of systemd do not apply in it. */
function quoted(word: string): string {
  return inQuotes(word.replaceAll('$', '$$$$'));
}

/** A word of any other line of a unit, where there are specifiers but no variables. */
function inQuotes(word: string): string {
  const plain = word.replaceAll('%', '%%');
  return /[\s"'\\;]/.test(plain) ? `"${plain.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : plain;
}

function shellWord(word: string): string {
  return /^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
