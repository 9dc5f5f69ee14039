import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * An authority that nobody knows, `authority.pem`, and two certificates signed by it: `server.pem` for the address and
 * `misnamed.pem` for another host, with their keys beside them.
 */
export function makeCertificates(folder: string, address: string): void {
  const at = (name: string) => join(folder, name);
  openssl(
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=Example Authority'],
    ['-keyout', at('authority.key'), '-out', at('authority.pem')],
  );
  for (const [name, alternative] of [
    ['server', `IP:${address}`],
    ['misnamed', 'DNS:other.example.cn'],
  ]) {
    const extensions = at('extensions');
    writeFileSync(extensions, `subjectAltName=${alternative}\n`);
    openssl(
      ['req', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=Example Server'],
      ['-keyout', at(`${name}.key`), '-out', at('request')],
    );
    openssl(
      ['x509', '-req', '-days', '2', '-in', at('request'), '-extfile', extensions],
      ['-CA', at('authority.pem'), '-CAkey', at('authority.key'), '-CAcreateserial', '-out', at(`${name}.pem`)],
    );
    rmSync(extensions);
  }
}

function openssl(...words: readonly (readonly string[])[]): void {
  execFileSync('openssl', words.flat(), { stdio: 'pipe' });
}
