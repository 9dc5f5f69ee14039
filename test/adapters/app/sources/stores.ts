import { afterEach } from 'vitest';
import type { AppHandle } from '../../../../adapters/app/handle.ts';
import app from '../../../../adapters/app/index.ts';
import type { Sighting } from '../../../../src/model/sighting.ts';
import { APP } from '../fixture.ts';
import { packageFile } from '../package-file.ts';
import { type Question, type Reply, type Stores, StoresServer } from '../stores-server.ts';

export const FILE: Reply = { body: packageFile({ package: APP.package }), ranges: true };
const NOT_HERE: Reply = { status: 404, body: '' };
export const HANDLE: AppHandle = { ...APP, name: '示例县掌上办' };

export let server: StoresServer | undefined;
/** Each test of a file has stores of its own. */
export function ownStores(): void {
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });
}

export async function look(store: string, stores: Stores, handle: AppHandle = HANDLE, times = 1): Promise<Sighting> {
  server ??= await StoresServer.start(stores);
  const source = app.sources.find((one) => one.kind === store);
  if (!source) throw new Error(`no source ${store}`);
  let sighting = await source.look(handle, server.world(), {});
  for (let time = 1; time < times; time++) sighting = await source.look(handle, server.world(), {});
  return sighting;
}
export const addresses = () => (server?.asked ?? []).map((one) => one.address);
export const lineOf = (sighting: Sighting) => sighting.stores?.[0];
/** answers by the beginning of the address */
export const byAddress =
  (replies: Readonly<Record<string, Reply>>): Stores =>
  ({ address }: Question) =>
    Object.entries(replies).find(([start]) => address.startsWith(start))?.[1] ?? NOT_HERE;
