import { join } from 'node:path';

export interface Ports {
  /** STARTTLS and a login are demanded */
  readonly required: number;
  /** neither encryption nor login is offered */
  readonly plain: number;
  /** encrypted from the first byte */
  readonly wrapped: number;
  /** as `required`, with a certificate for another name */
  readonly misnamed: number;
}

/** Takes mail for a handful of mailboxes at example.cn and sends none on; everything that it writes lies in `folder`. */
export function mainCf(folder: string, hostname: string, names: readonly string[]): string {
  const at = (name: string) => join(folder, name);
  const mailboxes = names.map((name) => `{${name}@example.cn = ${name}/}`).join(', ');
  return written({
    compatibility_level: '3.6',
    queue_directory: at('queue'),
    data_directory: at('data'),
    maillog_file: at('log'),
    maillog_file_prefixes: folder,
    myhostname: hostname,
    inet_interfaces: 'loopback-only',
    inet_protocols: 'ipv4',
    smtpd_peername_lookup: 'no',
    mydestination: '',
    mynetworks: '127.0.0.0/8',
    virtual_mailbox_domains: 'example.cn',
    virtual_mailbox_base: at('mail'),
    virtual_mailbox_maps: `inline:{ ${mailboxes} }`,
    virtual_uid_maps: 'static:65534',
    virtual_gid_maps: 'static:65534',
    // nothing leaves this machine, no bounce either
    default_transport: 'discard:',
    relay_transport: 'discard:',
    smtpd_tls_security_level: 'encrypt',
    smtpd_tls_auth_only: 'yes',
    smtpd_tls_cert_file: at('tls/server.pem'),
    smtpd_tls_key_file: at('tls/server.key'),
    smtpd_sasl_auth_enable: 'yes',
    smtpd_sasl_local_domain: hostname,
    // Debian looks beside main.cf whatever this says
    cyrus_sasl_config_path: at('config/sasl'),
    smtpd_relay_restrictions: 'permit_sasl_authenticated, reject',
    smtpd_recipient_restrictions: 'reject_unlisted_recipient, permit_sasl_authenticated, reject',
    // a refused login is answered at once
    smtpd_error_sleep_time: '0',
  });
}

function written(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name} = ${value}\n`)
    .join('');
}

/** None of its processes in a chroot: what they read lies in `folder`. `virtual` begins as root to become the mailbox's owner. */
export function masterCf(folder: string, { required, plain, wrapped, misnamed }: Ports): string {
  const anyoneHere = 'permit_mynetworks,reject';
  const other = join(folder, 'tls/misnamed');
  return `
127.0.0.1:${required} inet n - n - - smtpd
127.0.0.1:${plain} inet n - n - - smtpd
  -o smtpd_tls_security_level=none
  -o smtpd_sasl_auth_enable=no
  -o smtpd_relay_restrictions=${anyoneHere}
  -o smtpd_recipient_restrictions=reject_unlisted_recipient,${anyoneHere}
127.0.0.1:${wrapped} inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes
127.0.0.1:${misnamed} inet n - n - - smtpd
  -o smtpd_tls_cert_file=${other}.pem
  -o smtpd_tls_key_file=${other}.key
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
`;
}
