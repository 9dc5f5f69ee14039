import * as cheerio from 'cheerio/slim';

/** The newest date of a page; the first post may be pinned and old. */
export function newestOf($) {
  const dates = $('li.post time')
    .map((_, one) => $(one).attr('datetime'))
    .get();
  return dates.toSorted().at(-1);
}

export const newestIn = (html) => newestOf(cheerio.load(html));
