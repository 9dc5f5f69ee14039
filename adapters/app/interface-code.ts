import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { HttpRequest, World } from '../../src/model/world.ts';
import { type Answered, type Asked, askStore, refusal } from './ask.ts';
import { jsonIn, notUnderstood, type Reading, type StoreRecord, type Unclear, unclear } from './reading.ts';

/** The pages of 华为应用市场 and of the store of HarmonyOS ask the same host, with a token that any visitor gets. */
export const EDGE = 'https://web-drcn.hispace.dbankcloud.com/edge';

/** Authors of other programs count on 60 seconds or on 600; a token is kept for less than either. */
const KEPT_MS = 45_000;
const REFUSED_RTN_CODE = 1002;

interface Code {
  readonly identity: string;
  readonly token: string;
  readonly cookie: string;
  readonly madeAtMs: number;
}

const Token = z.union([
  z.string().min(1),
  z.object({ data: z.string().min(1) }).transform(({ data }) => data),
  z.object({ interfaceCode: z.string().min(1) }).transform(({ interfaceCode }) => interfaceCode),
]);

/** The token of a night: made when first needed, and anew when it is old or refused. */
class InterfaceCodes {
  #kept: Code | null = null;
  #making: Promise<Code | Unclear> | null = null;
  #front: readonly string[] | null = null;

  /** `isNew`: it was made for this question */
  async get(world: World, title: string): Promise<{ code: Code | Unclear; isNew: boolean }> {
    if (this.#kept && performance.now() - this.#kept.madeAtMs < KEPT_MS) return { code: this.#kept, isNew: false };
    this.#making ??= this.#make(world, title);
    return { code: await this.#making, isNew: true };
  }

  /** Forgets this token and its cookies, unless another question has already done so. */
  drop(code: Code): void {
    if (this.#kept !== code) return;
    this.#kept = null;
    this.#front = null;
  }

  async #make(world: World, title: string): Promise<Code | Unclear> {
    try {
      this.#front ??= await frontCookies(world);
      const made = await makeCode(world, title, this.#front);
      this.#kept = 'token' in made ? made : null;
      return made;
    } finally {
      this.#making = null;
    }
  }
}

const FRONT = 'https://appgallery.huawei.com/';
/** only its header is wanted */
const FRONT_BYTES = 1024;

/** The front page gives a visitor `HWWAFSESID` and `HWWAFSESTIME`; where it does not, the token is asked for without. */
async function frontCookies(world: World): Promise<readonly string[]> {
  const page = await world.http.ask({ url: FRONT, stopAfterBytes: FRONT_BYTES });
  return page.answered ? page.cookies : [];
}

async function makeCode(world: World, title: string, front: readonly string[]): Promise<Code | Unclear> {
  const identity = randomUUID().replaceAll('-', '');
  const answer = await world.http.ask({
    url: `${EDGE}/webedge/getInterfaceCode`,
    method: 'POST',
    headers: {
      ...headersOf({ identity, token: 'null', cookie: front.join('; ') }, world),
      'content-type': 'application/json',
    },
    body: '{}',
  });
  if (!answer.answered) return unclear(answer.outcome, `${title}令牌：${answer.detail}`);
  if (answer.status !== 200) return refusal(answer.status, `${title}令牌`);
  const token = Token.safeParse(jsonIn(answer.text));
  if (!token.success) return notUnderstood(answer.text, `${title}令牌`, 'json');
  return { identity, token: token.data, cookie: together(front, answer.cookies), madeAtMs: performance.now() };
}

/** `name=value` pairs, the later ones in place of earlier ones of their name */
function together(...pairs: readonly (readonly string[])[]): string {
  return [...new Map(pairs.flat().map((pair) => [pair.split('=')[0], pair])).values()].join('; ');
}

function headersOf({ identity, token, cookie }: Omit<Code, 'madeAtMs'>, world: World): Record<string, string> {
  return {
    'interface-code': `${token}_${world.now().epochMilliseconds}`,
    'identity-id': identity,
    origin: new URL(FRONT).origin,
    referer: FRONT,
    ...(cookie === '' ? {} : { cookie }),
  };
}

/**
 * Asks a question that needs the token. A refused token is made anew once; so is a kept one when the answer is "no such
 * app", because a stale token is answered in the same way.
 */
export async function askWithCode<R extends StoreRecord>(
  world: World,
  title: string,
  request: HttpRequest,
  parse: (answer: Answered) => Reading<R>,
): Promise<Asked<R>> {
  const codes = await world.once('app.interface-codes', async () => new InterfaceCodes());
  const refused = unclear('upstream-error', `${title}两次拒绝刚取得的令牌`, 'blocked');
  for (let attempt = 1; ; attempt++) {
    const { code, isNew } = await codes.get(world, title);
    if (!('token' in code)) return { reading: code, httpStatus: null, evidence: [] };
    const asked = await askStore<R>(world, {
      title,
      request: { ...request, headers: { ...request.headers, ...headersOf(code, world) } },
      meaningful: [401, 403],
      parse: (answer) => (refusesCode(answer) ? refused : parse(answer)),
    });
    const isDoubtful = asked.reading === refused || (asked.reading.found === 'absent' && !isNew);
    if (!isDoubtful || attempt === 2) return asked;
    codes.drop(code);
  }
}

const Envelope = z.object({ rtnCode: z.coerce.number() });

function refusesCode({ status, text }: Answered): boolean {
  const envelope = Envelope.safeParse(jsonIn(text));
  return status !== 200 || (envelope.success && envelope.data.rtnCode === REFUSED_RTN_CODE);
}
