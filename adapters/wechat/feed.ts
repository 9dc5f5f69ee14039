import Parser from 'rss-parser';
import { z } from 'zod';
import { jsonOf } from './schema.ts';

/**
 * A feed as a bridge hands it out. Only entries carry times: the feed's own (`lastBuildDate`, `updated`) is the day on
 * which the account was added (wewe-rss) or the moment of the request (RSSHub, we-mp-rss), and is not read at all.
 */
export interface Feed {
  readonly title: string | null;
  readonly link: string | null;
  readonly items: readonly FeedItem[];
}
export interface FeedItem {
  readonly id: string | null;
  readonly title: string | null;
  readonly link: string | null;
  readonly author: string | null;
  /** `pubDate`, `published`, `date_published`, as written */
  readonly published: string | null;
  /** Atom `updated`, `date_modified`, as written: an edit in most feeds, the publication in some bridges' */
  readonly updated: string | null;
}

/** Reads RSS, Atom and JSON Feed; null where the text is none of these. Never fetches anything. */
export async function readFeed(text: string): Promise<Feed | null> {
  return /^\s*[{[]/.test(text) ? jsonFeed(text) : xmlFeed(text);
}

/** Text that may be missing, empty, or of another kind in a broken feed. */
const field = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' && value.trim() !== '' ? value.trim() : null));

const XmlFeed = z.object({
  title: field,
  link: field,
  items: z.array(
    z.object({
      id: field,
      guid: field,
      title: field,
      link: field,
      creator: field,
      author: field,
      pubDate: field,
      published: field,
      updated: field,
    }),
  ),
});

async function xmlFeed(text: string): Promise<Feed | null> {
  // the raw texts: rss-parser itself reads a time without zone in the zone of the machine
  const parser = new Parser({ customFields: { item: ['id', 'author', 'published', 'updated'] } });
  const parsed = await parser.parseString(text).catch(() => null);
  const feed = XmlFeed.safeParse(parsed).data;
  if (!feed) return null;
  const isAtom = /<feed[\s>]/.test(text.slice(0, 2000));
  return {
    title: feed.title,
    link: feed.link,
    items: feed.items.map((item) => ({
      id: item.id ?? item.guid,
      title: item.title,
      link: item.link,
      author: item.author ?? item.creator,
      published: isAtom ? item.published : item.pubDate,
      updated: item.updated,
    })),
  };
}

/** JSON Feed 1.0 and 1.1, and the JSON of we-mp-rss (`name`, `link`, `updated`). */
const JsonFeed = z.object({
  title: field,
  name: field,
  home_page_url: field,
  items: z.array(
    z.object({
      id: z.union([z.string(), z.number()]).transform(String).nullish().catch(null),
      title: field,
      url: field,
      link: field,
      date_published: field,
      date_modified: field,
      updated: field,
      author: z.object({ name: field }).nullish().catch(null),
      authors: z
        .array(z.object({ name: field }))
        .nullish()
        .catch(null),
    }),
  ),
});

function jsonFeed(text: string): Feed | null {
  const feed = jsonOf(text, JsonFeed);
  return (
    feed && {
      title: feed.title ?? feed.name,
      link: feed.home_page_url,
      items: feed.items.map((item) => ({
        id: item.id ?? null,
        title: item.title,
        link: item.url ?? item.link,
        author: item.authors?.[0]?.name ?? item.author?.name ?? null,
        published: item.date_published,
        updated: item.date_modified ?? item.updated,
      })),
    }
  );
}
