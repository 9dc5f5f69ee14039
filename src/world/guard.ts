import { BlockList } from 'node:net';
import { Agent } from 'undici';

/**
 * Address ranges that no request may reach unless the settings name them: private, shared, link-local, documentation,
 * benchmarking, multicast and reserved space (IANA special-purpose registries, IPv4 and IPv6).
 */
const SPECIAL: readonly [string, number, 'ipv4' | 'ipv6'][] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.88.99.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 4, 'ipv4'],
  ['240.0.0.0', 4, 'ipv4'],
  ['::', 128, 'ipv6'],
  ['::1', 128, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['100::', 64, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['3fff::', 20, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
];

/** The ranges above as a list that node:net checks on the connection itself. */
export function specialAddresses(): BlockList {
  const list = new BlockList();
  for (const [network, prefix, family] of SPECIAL) list.addSubnet(network, prefix, family);
  return list;
}

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Sockets for the open internet. The block list is checked on the connection itself, after the name was resolved, so
 * that neither an address in another spelling nor a name that points inwards gets through.
 */
export function guardedAgent(): Agent {
  // node:net takes `blockList` on a connection; undici passes it on without naming it in its types
  const connect = { timeout: CONNECT_TIMEOUT_MS, blockList: specialAddresses() };
  return new Agent({ connect });
}

/** Sockets for addresses that the settings name: the replica, bridges in the office's own network. */
export function openAgent(): Agent {
  return new Agent({ connect: { timeout: CONNECT_TIMEOUT_MS } });
}

/** Whether `host` is one of the declared names; `*.example.com` stands for all below it and for itself. */
export function hostIsDeclared(host: string, declared: Iterable<string>): boolean {
  for (const name of declared) {
    if (name === host) return true;
    if (name.startsWith('*.') && (host === name.slice(2) || host.endsWith(name.slice(1)))) return true;
  }
  return false;
}
