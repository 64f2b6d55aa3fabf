// Walks through the portal as a person would: every link of the pages they can reach, a few of each kind.

/** Pages of one kind that are looked at. */
const OF_A_KIND = 2;
/** Addresses that are no pages: files and pictures. */
const FILES = /\.csv($|\?)|\/file$|\/original$|\/320$|^\/assets\/|^\/api\/|\.(pdf|zip)($|\?)/;

/** What kind of page an address is: ids and queries left out. */
function kindOf(address) {
  const { pathname, searchParams } = new URL(address, 'http://portal');
  return pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '…') + [...searchParams.keys()].sort().map((key) => `?${key}`).join('');
}

/** Opens every kind of page that can be reached from `/` by links, and calls `look(address, answer)` on each. */
export async function crawl(page, look) {
  const seen = new Map();
  const waiting = ['/'];
  const known = new Set(waiting);
  while (waiting.length > 0) {
    const address = waiting.shift();
    const kind = kindOf(address);
    if ((seen.get(kind) ?? 0) >= OF_A_KIND) continue;
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    const answer = await page.goto(address);
    await look(address, answer);
    const links = await page.$$eval('a[href^="/"]', (found) => found.map((link) => link.getAttribute('href')));
    for (const link of links.map((one) => one.split('#')[0])) {
      if (!known.has(link) && !FILES.test(link)) {
        known.add(link);
        waiting.push(link);
      }
    }
  }
  return [...seen.keys()];
}
