// A headless Chromium that the project's machines have as a package, and people who sign in with it.

import assert from 'node:assert/strict';

import { chromium } from 'playwright-core';
import axe from 'axe-core';

import { PASSWORD } from './demo.mjs';

const ARGUMENTS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync',
];

/** Opens the browser. */
export function openBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, args: ARGUMENTS });
}

/** A person's own window. Scripts of pages are off, as the portal promises to need none; `axe` asks for them. */
export async function windowOf(browser, address, { width = 1280, height = 900, dark = false, scripts = false, locale = 'vi-VN' } = {}) {
  const context = await browser.newContext({
    baseURL: address, viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', javaScriptEnabled: scripts, locale,
    bypassCSP: scripts, reducedMotion: 'reduce',
  });
  return context.newPage();
}

/** Signs in through the page. */
export async function signIn(page, username, password = PASSWORD) {
  await page.goto('/sign-in');
  await page.fill('#sign-in-username', username);
  await page.fill('#sign-in-password', password);
  await page.click('main button');
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

/** Presses what leads to another page, and waits until that page is there. */
export async function go(page, target) {
  const pressed = typeof target === 'string' ? page.locator(target).first() : target;
  await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), pressed.click()]);
}

/** The page that is there says something. */
export async function says(page, words) {
  const text = await page.innerText('body');
  assert.ok(text.includes(words), `the page does not say "${words}":\n${text}`);
}

/** The page that is there does not say something. */
export async function silent(page, words) {
  assert.ok(!(await page.innerText('body')).includes(words), `the page says "${words}"`);
}

/** What axe finds serious or critical on a page, as sentences. The page's window must allow scripts. */
export async function seriousFlaws(page) {
  await page.evaluate(axe.source);
  const found = await page.evaluate(() => globalThis.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }));
  const serious = found.violations.filter((one) => one.impact === 'serious' || one.impact === 'critical');
  return serious.map((one) => `${one.id}: ${one.help} — ${one.nodes.map((node) => `${node.target} ${node.failureSummary}`).join(' | ')}`);
}
