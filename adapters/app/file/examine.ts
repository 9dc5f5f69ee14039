import type { Evidence } from '../../../src/model/evidence.ts';
import type { World } from '../../../src/model/world.ts';
import type { Reason } from '../reading.ts';
import type { FileFinding } from './finding.ts';
import { type Probe, probe } from './probe.ts';
import { type PackageManifest, readRemoteManifest } from './remote-manifest.ts';

/** A file that a store offers. */
export interface OfferedFile {
  /** as the store gave it tonight; null where its record has none */
  readonly link: string | null;
  /** asks the store for the link again: links carry tokens that end within minutes */
  linkAgain(): Promise<string | null>;
  /** the store's own hosts; nothing else is followed */
  readonly hosts: readonly string[];
  readonly package: string | undefined;
  readonly versionCode: number | null;
  /** size as the store states it, to the byte; null where it states none or rounds it */
  readonly declaredBytes: number | null;
}

/** a whole package of an app that does anything is larger than this */
const USUAL_LEAST_BYTES = 100 * 1024;

/**
 * How surely a package can be downloaded.
 * - `verified`: the manifest within the file names the app
 * - `reachable`: the first bytes are those of a package of the stated size
 * - `suspect`: twice, with a fresh link, the file was gone, empty, far too small, or a page
 * - `indeterminate`: a refusal, a broken line, anything else: says nothing about the app
 */
export async function examineFile(world: World, file: OfferedFile): Promise<FileFinding> {
  if (file.link === null) {
    return { artifact: 'not-offered', reason: 'no_public_link', detail: '商店没有给出公开的下载链接', evidence: [] };
  }
  let found = await probe(world, file.link, file.hosts);
  if (found.found !== 'package' && mayBeStale(found)) {
    const fresh = await file.linkAgain();
    if (fresh === null) return indeterminate('upstream_inconsistent', '再次询问时商店没有给出下载链接', found.evidence);
    found = await probe(world, fresh, file.hosts);
  }
  if (found.found === 'broken') {
    return { artifact: 'suspect', reason: 'file_broken', detail: found.detail, evidence: found.evidence };
  }
  if (found.found === 'unclear') return indeterminate(found.reason, found.detail, found.evidence);
  const manifest =
    found.ranges && found.bytes !== null ? await readRemoteManifest(world, found.url, found.bytes) : null;
  return manifest ? byManifest(manifest, found, file) : byFirstBytes(found, file);
}

function mayBeStale(found: Exclude<Probe, { found: 'package' }>): boolean {
  return found.found === 'broken' || found.reason === 'blocked';
}

type Package = Extract<Probe, { found: 'package' }>;

function byManifest(manifest: PackageManifest, found: Package, file: OfferedFile): FileFinding {
  const { evidence } = found;
  if (file.package !== undefined && manifest.package !== file.package) {
    const otherPackage = manifest.package;
    return { ...indeterminate('other_package', `安装包是另一个应用 ${otherPackage}`, evidence), otherPackage };
  }
  const { versionCode } = manifest;
  if (file.versionCode !== null && versionCode !== null && versionCode !== file.versionCode) {
    const detail = `安装包的版本号是 ${versionCode}，商店写的是 ${file.versionCode}`;
    return { artifact: 'reachable', reason: 'upstream_inconsistent', detail, evidence };
  }
  return { artifact: 'verified', reason: null, detail: '', evidence };
}

function byFirstBytes(found: Package, file: OfferedFile): FileFinding {
  const { bytes, evidence } = found;
  if (bytes === null) return indeterminate('schema_changed', '安装包服务器没有说明文件大小', evidence);
  if (bytes < USUAL_LEAST_BYTES) return indeterminate('upstream_inconsistent', `安装包只有 ${bytes} 字节`, evidence);
  if (file.declaredBytes !== null && !isClose(bytes, file.declaredBytes)) {
    const detail = `安装包 ${bytes} 字节，商店写的是 ${file.declaredBytes} 字节`;
    return indeterminate('upstream_inconsistent', detail, evidence);
  }
  return { artifact: 'reachable', reason: null, detail: '', evidence };
}

/** within one percent or 64 KiB: stores state the size of one of several builds */
function isClose(bytes: number, declared: number): boolean {
  return Math.abs(bytes - declared) <= Math.max(declared / 100, 64 * 1024);
}

function indeterminate(reason: Reason | 'other_package', detail: string, evidence: readonly Evidence[]): FileFinding {
  return { artifact: 'indeterminate', reason, detail, evidence };
}
