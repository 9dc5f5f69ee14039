import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { csvLine, UTF8_MARK } from '../registry/csv-line.ts';
import { type AssetAddresses, serveAssets } from './assets.ts';
import { type Access, guard } from './guard.ts';
import { layout } from './layout.ts';
import { markup } from './markup.ts';
import type { Language, Page, PageContext, Query, Twin } from './page.ts';
import type { Quarters } from './quarters.ts';
import type { Reader } from './reader.ts';
import type { Snapshot } from './snapshot.ts';

const POLICY = {
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  scriptSrc: ["'self'"],
  imgSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
};

export interface AppInput {
  readonly pages: readonly Page[];
  readonly reader: Reader;
  readonly quarters: Quarters;
  readonly access: Access;
  /** the latest; it is replaced when a night has ended */
  snapshot(): Snapshot;
  trouble(error: Error): void;
}

/** The views over HTTP; GET and HEAD only. */
export function webApp(input: AppInput): Hono {
  const app = new Hono();
  app.use(
    secureHeaders({
      contentSecurityPolicy: POLICY,
      xFrameOptions: 'DENY',
      referrerPolicy: 'no-referrer',
      // whether there is TLS in front is for the proxy to say
      strictTransportSecurity: false,
    }),
  );
  app.use(guard(input.access));
  app.use(async (context, next) => {
    if (!['GET', 'HEAD'].includes(context.req.method)) return context.text('只读。', 405, { allow: 'GET, HEAD' });
    await next();
    if (!context.res.headers.has('cache-control')) context.header('cache-control', 'no-store');
  });
  const assets = serveAssets(app);
  app.get('/', (context) => context.redirect(context.req.query('lang') === 'en' ? '/today?lang=en' : '/today'));
  for (const page of input.pages) servePage(app, page, input, assets);
  app.notFound((context) => {
    const asked = contextOf(context, input, '');
    const title = asked.say('没有这一页', 'No such page');
    const body = markup`<p>${asked.say('这个网址没有内容，或者所指的账号、问题、证据不存在。', 'Nothing stands at this address.')} <a href="${asked.link('/today')}">${asked.say('回到今日', 'Back to today')}</a></p>`;
    const frame = { title, body, pages: input.pages, path: '/today', parameters: {}, assets, hasTwin: false };
    return context.html(layout(frame, asked), 404);
  });
  app.onError((error, context) => {
    // how the framework asks for a password
    if (error instanceof HTTPException) return error.getResponse();
    input.trouble(error);
    return context.text('页面出错，详情见服务端日志。', 500);
  });
  return app;
}

const TWIN = /\.(json|csv)$/;

function servePage(app: Hono, page: Page, input: AppInput, assets: AssetAddresses): void {
  const answer = async (context: Context) => {
    const asked = decodeURIComponent(context.req.path.split('/').at(-1) ?? '');
    const twin = TWIN.exec(asked)?.[1];
    // an id may itself end in .json: the twin goes first, the view of that id second
    const asTwin =
      twin === undefined ? undefined : await view(page, contextOf(context, input, asked.replace(TWIN, '')));
    if (asTwin !== undefined) return twinAnswer(context, page.twin(asTwin.model, asTwin.context), twin ?? '');
    if (twin !== undefined && !page.path.includes(':')) return context.notFound();
    const whole = await view(page, contextOf(context, input, asked));
    if (whole === undefined) return context.notFound();
    const wait = page.askAgainAfterS?.(whole.model) ?? null;
    if (wait !== null) context.header('refresh', String(wait));
    const { lang: _, ...parameters } = context.req.query();
    const path = context.req.path;
    const title = page.title(whole.model, whole.context);
    const body = page.render(whole.model, whole.context);
    return context.html(
      layout({ title, body, pages: input.pages, path, parameters, assets, hasTwin: true }, whole.context),
    );
  };
  for (const [name, fileOf] of Object.entries(page.files ?? {})) {
    app.get(`${page.path}/${name}`, async (context) => {
      const found = await view(page, contextOf(context, input, context.req.param('hash') ?? ''));
      const file = found === undefined ? null : fileOf(found.model, found.context);
      if (file === null) return context.notFound();
      return context.body(new Uint8Array(file.bytes), 200, {
        'content-type': file.type,
        'content-disposition': file.inline ? 'inline' : 'attachment',
      });
    });
  }
  app.get(page.path, answer);
  if (!page.path.includes(':')) for (const ending of ['json', 'csv']) app.get(`${page.path}.${ending}`, answer);
}

async function view(page: Page, context: PageContext): Promise<{ model: unknown; context: PageContext } | undefined> {
  const model = await page.read(context);
  return model === null ? undefined : { model, context };
}

function twinAnswer(context: Context, { json, csv }: Twin, ending: string): Response {
  if (ending === 'json') return context.json(json as object);
  return context.body(UTF8_MARK + csv.map(csvLine).join(''), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment',
  });
}

function contextOf(context: Context, { snapshot, reader, quarters }: AppInput, key: string): PageContext {
  const language: Language = context.req.query('lang') === 'en' ? 'en' : 'zh';
  return {
    snapshot: snapshot(),
    reader,
    quarters,
    language,
    key,
    query: (name) => context.req.query(name) ?? '',
    say: (chinese, english) => (language === 'zh' ? chinese : english),
    link: (path, query) => linkTo(path, { ...query, lang: language === 'en' ? 'en' : null }),
  };
}

/** Each part of the path is encoded, so that an id never becomes another address. */
function linkTo(path: string, query: Query): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === null || value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? encoded : `${encoded}?${new URLSearchParams(given)}`;
}
