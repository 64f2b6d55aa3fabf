// Every kind of page that people can reach, as they see it: in order for assistive technology, within the window, in light and dark.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';

import { go, seriousFlaws, signIn, windowOf } from './support/browser.mjs';
import { crawl } from './support/crawl.mjs';
import { setStage } from './support/stage.mjs';

const SHOTS = process.env.SHOTS;
const WINDOWS = {
  'wide and light': { width: 1280, height: 900 },
  'narrow and dark': { width: 360, height: 740, dark: true },
};

const stage = setStage();
if (SHOTS) mkdirSync(SHOTS, { recursive: true });

async function look(page, address, answer, flaws, shot) {
  const say = (flaw) => flaws.push(`${address}: ${flaw}`);
  if (answer.status() !== 200) return say(`answers ${answer.status()}`);
  const facts = await page.evaluate(() => ({
    overflow: document.documentElement.scrollWidth - innerWidth,
    headings: document.querySelectorAll('h1').length,
    mains: document.querySelectorAll('main').length,
    lang: document.documentElement.lang,
    title: document.title,
    scripts: document.scripts.length,
  }));
  if (facts.overflow > 1) say(`${facts.overflow} px wider than the window`);
  if (facts.headings !== 1) say(`${facts.headings} first headings`);
  if (facts.mains !== 1 || !facts.lang || !facts.title) say('no main part, language or title');
  if (facts.scripts !== 0) say('carries a script');
  for (const flaw of await seriousFlaws(page)) say(flaw);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${shot}${address.replace(/[^a-z0-9]+/gi, '_').slice(0, 70)}.png`, fullPage: true });
}

for (const [name, size] of Object.entries(WINDOWS)) {
  for (const username of ['quantri', 'thuongtruc', 'truongdoan', 'giacat.thuky', 'bcd.truong']) {
    test(`pages of ${username}, ${name}`, async () => {
      const page = await windowOf(stage.browser, stage.demo.address, { ...size, scripts: true });
      const flaws = [];
      page.on('console', (message) => message.type() === 'error' && flaws.push(`${page.url()}: ${message.text()}`));
      await signIn(page, username);
      const kinds = await crawl(page, (address, answer) => look(page, address, answer, flaws, `${username}-${name.split(' ')[0]}`));
      assert.ok(kinds.length >= 8, `only ${kinds.length} kinds of page were found: ${kinds}`);
      assert.deepEqual(flaws, []);
      await page.context().close();
    });
  }
}

test('pages before signing in, and refusals', async () => {
  for (const size of Object.values(WINDOWS)) {
    const page = await windowOf(stage.browser, stage.demo.address, { ...size, scripts: true });
    const flaws = [];
    await page.goto('/sign-in');
    flaws.push(...await seriousFlaws(page));
    await page.fill('#sign-in-username', 'quantri');
    await page.fill('#sign-in-password', 'sai-mat-khau');
    await go(page, 'main button');
    flaws.push(...await seriousFlaws(page));
    await page.goto('/khong-co-trang-nay');
    flaws.push(...await seriousFlaws(page));
    assert.deepEqual(flaws, []);
    await page.context().close();
  }
});

test('the pages can be walked with the keyboard, and the focus shows', async () => {
  const page = await windowOf(stage.browser, stage.demo.address, { scripts: true });
  await signIn(page, 'truongdoan');
  await page.goto('/inspections');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip', 'the first stop leads to the content');
  await page.keyboard.press('Enter');
  for (let stop = 0; stop < 12; stop += 1) {
    await page.keyboard.press('Tab');
    const outline = await page.evaluate(() => {
      const style = getComputedStyle(document.activeElement);
      return document.activeElement === document.body ? 'page' : `${style.outlineStyle} ${style.outlineWidth}`;
    });
    assert.ok(!outline.startsWith('none') && !outline.endsWith(' 0px'), `stop ${stop}: ${outline}`);
  }
  await page.context().close();
});
