import { type BlockList, connect, createServer, type Server, type Socket } from 'node:net';
import { hostIsDeclared, specialAddresses } from './guard.ts';

const CONNECT_WITHIN_MS = 10_000;
const LONGEST_HEAD_BYTES = 16 * 1024;

/**
 * The only way out for Chromium: a CONNECT proxy on loopback that opens tunnels to declared hosts alone and refuses
 * private addresses on the connection itself, after the name was resolved. It sees no content; TLS is the browser's.
 * Plain http:// is refused: every page that an adapter opens is https.
 */
export class BrowserProxy {
  readonly #declared = new Set<string>();
  readonly #allowPrivate: ReadonlySet<string>;
  readonly #special: BlockList = specialAddresses();
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  /** @param allowPrivate host:port of private addresses that may be asked all the same */
  constructor(allowPrivate: readonly string[]) {
    this.#allowPrivate = new Set(allowPrivate);
    this.#server = createServer((socket) => this.#greet(socket));
  }

  declare(hosts: readonly string[]): void {
    for (const host of hosts) this.#declared.add(host);
  }

  /** @returns `http://127.0.0.1:PORT` */
  async start(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    this.#server.unref();
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port for the browser proxy');
    return `http://127.0.0.1:${address.port}`;
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #greet(socket: Socket): void {
    this.#watch(socket);
    let head = '';
    const read = (chunk: Buffer) => {
      head += chunk.toString('latin1');
      const end = head.indexOf('\r\n\r\n');
      if (end < 0 && head.length <= LONGEST_HEAD_BYTES) return;
      socket.off('data', read);
      const [, host, port] = /^CONNECT \[?([^\s\]]+)\]?:(\d+) HTTP/.exec(head) ?? [];
      if (end < 0 || host === undefined || port === undefined) refuse(socket);
      else if (!hostIsDeclared(host.toLowerCase(), this.#declared)) refuse(socket);
      else this.#tunnel(socket, host.toLowerCase(), Number(port));
    };
    socket.on('data', read);
  }

  #tunnel(socket: Socket, host: string, port: number): void {
    const named = this.#allowPrivate.has(`${host}:${port}`);
    const far = connect({ host, port, ...(named ? {} : { blockList: this.#special }) });
    this.#watch(far);
    far.setTimeout(CONNECT_WITHIN_MS, () => far.destroy());
    far.once('connect', () => {
      far.setTimeout(0);
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(far);
      far.pipe(socket);
    });
    far.once('close', () => socket.destroy());
    socket.once('close', () => far.destroy());
  }

  #watch(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.#sockets.delete(socket));
  }
}

function refuse(socket: Socket): void {
  socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n');
}
