#!/usr/bin/env node
/**
 * The pages in a real browser: what lights up, what the filters leave, what a keyboard and a screen reader get, what is
 * printed, and that nothing leaves the page.
 *
 *     npm run test:browser [-- --keep <folder>]     keeps the pages and pictures of them
 *
 * Needs Chromium (`CHROMIUM` names it, else the usual names are tried) and pdftotext. Ends with exit code 1 and a reason
 * when one is missing or anything differs. Nothing is skipped.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { ebcdicOf, hostile, listOf, pageNames } from './inputs.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const keep = process.argv[process.argv.indexOf('--keep') + 1];
const work = mkdtempSync(join(tmpdir(), 'zpci-browser-'));
process.once('exit', () => rmSync(work, { recursive: true, force: true }));

async function main() {
  const executablePath = findChromium();
  spawnSync('pdftotext', ['-v']).error && assert.fail('no pdftotext: install poppler-utils');
  const pages = makePages();
  const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  try {
    console.log(`  ${browser.version()}`);
    for (const name of pageNames) await holdsFor(browser, pages, name);
    for (const [name, check] of Object.entries(checks)) {
      await check(browser, pages);
      console.log(`  ok: ${name}`);
    }
  } finally {
    await browser.close();
  }
}

function findChromium() {
  const names = [process.env.CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome'];
  for (const name of names) {
    if (name === undefined) continue;
    const { status, stdout } = spawnSync('sh', ['-c', 'command -v "$1"', 'sh', name], { encoding: 'utf8' });
    if (status === 0) return stdout.trim();
  }
  return assert.fail('no Chromium: apt-get install -y chromium, or name one in CHROMIUM');
}

const program = join(root, 'bin/zpci-inspect.cjs');

/** The path of each page, made by the built program. */
function makePages() {
  const make = (name, ...argv) => {
    const path = join(work, `${name}.html`);
    const run = spawnSync(process.execPath, [program, ...argv, '--format', 'html', '-o', path], {
      cwd: root,
      encoding: 'utf8',
    });
    // 1: something was found.
    assert.ok(run.status <= 1, run.stderr);
    return [name, path];
  };
  const makeReport = (name, ...argv) => {
    const path = join(work, `${name}.html`);
    execFileSync(process.execPath, [program, ...argv, '--reporter', `html:${path}`], { cwd: root, stdio: 'pipe' });
    return [name, path];
  };
  const put = (name, bytes) => {
    writeFileSync(join(work, name), bytes);
    return join(work, name);
  };
  /** A capture in which the name of a file and a text of the guest would like to be more. */
  const putFolder = (guestAnswer) => {
    const folder = join(work, hostile.name.replace('.bin', ''));
    mkdirSync(folder, { recursive: true });
    const from = join(root, 'fixtures/three-views/net-group5');
    for (const name of ['firmware-query-fn.bin', 'firmware-list.bin', 'vfio-device-info.bin'])
      writeFileSync(join(folder, name), readFileSync(join(from, name)));
    writeFileSync(join(folder, `guest-${hostile.name}`), guestAnswer);
    return folder;
  };
  const broken = ['overlap', 'loop', 'gap-not-zero'].map((one) => `fixtures/synthetic/chain-broken/chain-${one}.bin`);
  const text = readFileSync(join(root, 'fixtures/three-views/net-group5/guest-query-fn.bin'));
  text.set(ebcdicOf(hostile.text), 0x80);
  return Object.fromEntries([
    make('diff', 'diff', 'fixtures/three-views/net-group5_qemu-7.2'),
    make('list', 'decode', put('list.bin', listOf(60))),
    make('chain', 'decode', broken[0]),
    make('chains', 'decode', ...broken),
    make('audit', 'audit', 'rfc-2019-v2'),
    makeReport('check', 'check', 'fixtures/rfc'),
    make('functions', 'list', 'fixtures/three-views/net-group5_qemu-7.2'),
    make('compare', 'compare', 'fixtures/three-views/plain', 'fixtures/three-views/net-group5'),
    make('verify', 'verify', 'test/btf/kernels/linux-7.2.13_s390x.btf', '--linux', '7.3'),
    make('hostile', 'decode', put(hostile.name, text)),
    make('hostile-list', 'list', putFolder(text)),
    make('hostile-compare', 'compare', 'fixtures/three-views/net-group5', putFolder(text)),
  ]);
}

async function open(browser, path, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const troubles = [];
  page.on('console', (message) => troubles.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('request', (request) => {
    if (request.url() !== page.url() && request.url() !== pathToFileURL(path).href)
      troubles.push(`request: ${request.url()}`);
  });
  await page.addInitScript(() => {
    globalThis.violations = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      globalThis.violations.push(event.violatedDirective),
    );
  });
  await page.goto(pathToFileURL(path).href);
  const end = async () => {
    if (options.javaScriptEnabled !== false) troubles.push(...(await page.evaluate(() => globalThis.violations)));
    await context.close();
    assert.deepEqual(troubles, [], path);
  };
  return { page, end };
}

/** What every page must do: no trouble, nothing wider than the window, nothing that axe finds serious, all of it open. */
async function holdsFor(browser, pages, name) {
  for (const [colorScheme, width] of looks) {
    const { page, end } = await open(browser, pages[name], { colorScheme, viewport: { width, height: 900 } });
    if (process.argv.includes('--keep')) await keepPicture(page, `${name}-${colorScheme}-${width}`);
    await page.evaluate(() => {
      for (const one of document.querySelectorAll('details')) one.open = true;
    });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${name} is ${wide} pixels too wide at ${width}`);
    await expectAccessible(page, `${name}, ${colorScheme}`);
    await end();
  }
  console.log(`  ok: ${name} in both themes, at 1280 and 700 pixels, for axe`);
}

/** Each theme and each width once. */
const looks = [
  ['light', 1280],
  ['dark', 700],
];

async function keepPicture(page, name) {
  mkdirSync(keep, { recursive: true });
  await page.screenshot({ path: join(keep, `${name}.png`), fullPage: true });
}

async function expectAccessible(page, what) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  assert.deepEqual(
    grave.map(
      ({ id, nodes }) =>
        `${what}: ${id}: ${nodes
          .slice(0, 3)
          .map(({ html }) => html)
          .join(' ')}`,
    ),
    [],
  );
}

/** The texts of what is lit: places in maps, and rows. */
const litOf = (page) =>
  page.evaluate(() => ({
    places: [...document.querySelectorAll('.map .lit')].map((one) => one.textContent),
    rows: [...document.querySelectorAll('tbody.lit summary')].map((one) => one.textContent),
    says: document.querySelector('.lens').textContent,
  }));

const swapped = { places: ['0c 00 00 00', '00 00 00 0c'], rows: ['bar[4]'] };
const visibleRows = (page) =>
  page.evaluate(() => [...document.querySelectorAll('.facts tbody')].filter((one) => one.checkVisibility()).length);

const checks = {
  'a field that is pointed at lights up in all blocks and in the table': async (browser, pages) => {
    const { page, end } = await open(browser, pages.diff);
    await page.locator('.map a.warning').first().hover();
    const { says, ...lit } = await litOf(page);
    assert.deepEqual(lit, swapped);
    assert.match(says, /^byte 0x30\n.*bar\[4\]: .*0x0000000c/);
    await page.locator('summary', { hasText: /^bar\[4\]$/ }).hover();
    assert.deepEqual((await litOf(page)).places, swapped.places);
    await page.locator('h1').hover();
    assert.deepEqual((await litOf(page)).places, []);
    await end();
  },
  'behind a row of the list a function lights up as it does in its own page, and nothing else does': async (
    browser,
    pages,
  ) => {
    const { page, end } = await open(browser, pages.functions);
    assert.equal(await page.locator('.map').first().isVisible(), false);
    await page.locator('summary', { hasText: /^000000ab$/ }).click();
    await page.locator('.map a.warning').first().hover();
    const { says: _, ...lit } = await litOf(page);
    assert.deepEqual(lit, swapped);
    await end();
  },
  'what was found of a chain lights up its bytes': async (browser, pages) => {
    const { page, end } = await open(browser, pages.chain);
    await page.locator('.findings p', { hasText: 'the capability at 0x38' }).hover();
    assert.deepEqual((await litOf(page)).places, ['00 04 00 01']);
    await end();
  },
  'the same by keyboard: a map is one stop, arrows walk its fields': async (browser, pages) => {
    const { page, end } = await open(browser, pages.diff);
    await page.locator('.facts output').first().click();
    const stops = await page.evaluate(() =>
      [...document.querySelectorAll('.map')].map((map) => map.querySelectorAll('[tabindex="0"]').length),
    );
    assert.ok(
      stops.every((count) => count <= 1),
      `${stops}`,
    );
    await page.locator('.map a').first().focus();
    for (let i = 0; i < 40 && (await litOf(page)).rows[0] !== 'bar[4]'; i++) await page.keyboard.press('ArrowRight');
    const { says: _, ...lit } = await litOf(page);
    assert.deepEqual(lit, swapped);
    await page.keyboard.press('Enter');
    const row = page.locator('tbody:target');
    assert.equal(await row.locator('summary').textContent(), 'bar[4]');
    await end();
  },
  'filters count what they leave': async (browser, pages) => {
    const { page, end } = await open(browser, pages.diff);
    const output = page.locator('.facts output');
    const [differ, findings] = [
      page.getByRole('button', { name: 'only where sides differ' }),
      page.getByRole('button', { name: 'only findings' }),
    ];
    const expectShown = async (count) => {
      assert.equal(await output.textContent(), `${count} of 77 facts`);
      assert.equal(await visibleRows(page), count);
    };
    assert.equal(await differ.getAttribute('aria-pressed'), 'true');
    await expectShown(10);
    await findings.click();
    await expectShown(2);
    await differ.click();
    assert.equal(await differ.getAttribute('aria-pressed'), 'false');
    await expectShown(2);
    await findings.click();
    await expectShown(77);
    await page.getByRole('searchbox').fill('BAR_SIZE');
    await expectShown(6);
    await end();
    const list = await open(browser, pages.list);
    await list.page.getByRole('button', { name: 'only exposed' }).click();
    // Of each of the 60 entries the handle is passed on; of the header nothing is.
    assert.equal(await list.page.locator('.facts output').textContent(), '60 of 67 rows');
    assert.equal(await visibleRows(list.page), 60);
    await list.end();
  },
  'filters of a table leave the rows of others, and those in its rows, alone': async (browser, pages) => {
    const { page, end } = await open(browser, pages.compare);
    const [own, ...others] = await page.locator('.facts').all();
    const shown = (section) => section.locator(':scope > table > tbody:visible').count();
    const counts = async () => [await shown(own), await Promise.all(others.map(shown))];
    // Typed from what the two captures differ in: 3 errors and 8 warnings of the function that both have.
    assert.deepEqual(await counts(), [11, [2, 1]]);
    assert.equal(await own.locator('output').textContent(), '11 of 16 changes');
    await own.getByRole('button', { name: 'only errors and warnings (11)' }).click();
    assert.deepEqual(await counts(), [16, [2, 1]]);
    await own.getByRole('searchbox').fill('dasm');
    assert.deepEqual(await counts(), [1, [2, 1]]);
    await end();
  },
  'an error of a comparison says why at once, a warning when it is opened': async (browser, pages) => {
    const { page, end } = await open(browser, pages.compare);
    const whyOf = (name) =>
      page.locator('tbody', { has: page.locator('summary', { hasText: new RegExp(`^${name}$`) }) }).locator('.why');
    assert.match(await whyOf('dasm').innerText(), /The guest chose the addresses of its DMA under this mask/);
    assert.equal(await whyOf('mui').isVisible(), false);
    await page.locator('summary', { hasText: /^mui$/ }).click();
    assert.equal(await whyOf('mui').isVisible(), true);
    await end();
  },
  'an audit leads to each of its questions': async (browser, pages) => {
    const { page, end } = await open(browser, pages.audit);
    await page.locator('.overview a').last().click();
    assert.match(await page.locator('section:target').innerText(), /^7\. How is it revised\?/);
    await end();
  },
  'a row opens to its reasons, with the keyboard': async (browser, pages) => {
    const { page, end } = await open(browser, pages.diff);
    const summary = page.locator('summary', { hasText: /^edma$/ });
    const why = page.locator('tbody', { has: summary }).locator('.why');
    assert.equal(await why.count(), 1);
    assert.equal(await why.isVisible(), false);
    await summary.focus();
    await page.keyboard.press('Enter');
    assert.equal(await why.isVisible(), true);
    assert.match(await why.innerText(), /s390_iommu_aperture=/);
    await end();
  },
  'without script every row is there and opens, and no filter pretends to work': async (browser, pages) => {
    const { page, end } = await open(browser, pages.diff, { javaScriptEnabled: false });
    assert.equal(await page.locator('.facts tbody').count(), 77);
    assert.equal(await page.locator('.facts tbody').last().isVisible(), true);
    assert.equal(await page.locator('.filters').isVisible(), false);
    const summary = page.locator('summary', { hasText: /^edma$/ });
    await summary.click();
    assert.equal(await page.locator('tbody', { has: summary }).locator('.why').isVisible(), true);
    assert.equal(await page.locator('.hint').isVisible(), false);
    await end();
    const list = await open(browser, pages.functions, { javaScriptEnabled: false });
    const findings = list.page.getByText('the guest may map 786432 pages of 4 KiB');
    assert.equal(await findings.isVisible(), false);
    await list.page.locator('summary', { hasText: /^000000ab$/ }).click();
    assert.equal(await findings.isVisible(), true);
    await list.end();
  },
  'printed, every row is there, reasons where sides differ or something was found, on few pages': async (
    browser,
    pages,
  ) => {
    const { page, end } = await open(browser, pages.diff, { colorScheme: 'dark' });
    const sheets = await printed(page);
    const text = sheets.join(' ');
    assert.ok(sheets.length <= 5, `${sheets.length} pages`);
    // Sheets of several heights, so that some heading comes to their foot.
    for (const height of [130, 150, 170, 190, 210]) {
      const feet = (await printed(page, { width: '210mm', height: `${height}mm` })).map((sheet) => sheet.slice(-80));
      for (const foot of feet) assert.doesNotMatch(foot, /(Findings|Worked out|Every fact|Bytes|qemu\.|-endian|made)$/);
    }
    // A row whose sides differ, one that was found, what is known of the versions, and a row with nothing to say.
    assert.match(text, /the host driver maps as much as the host has/);
    assert.match(text, /Redundant: the same flag bits stand in the BAR registers/);
    assert.match(text, /Which reading is right is not settled/);
    assert.match(text, /resume_token/);
    assert.doesNotMatch(text, /only where sides differ|only findings|Point at bytes/);
    const quiet = /clp_rsp_query_pci\.tid_avail/;
    assert.doesNotMatch(text, quiet);
    await page.getByRole('button', { name: 'only where sides differ' }).click();
    await page.locator('summary', { hasText: /^tid_avail$/ }).click();
    assert.match((await printed(page)).join(' '), quiet);
    await end();
    const several = await open(browser, pages.chains);
    assert.match((await printed(several.page)).join(' '), /vfio_device_info_cap_zpci_base/);
    await several.end();
    const changed = await open(browser, pages.compare);
    const said = (await printed(changed.page)).join(' ');
    // Of an error, of a warning, and the name of a note without its reason.
    assert.match(said, /The guest chose the addresses of its DMA under this mask/);
    assert.match(said, /clp_rsp_query_pci_grp\.mui/);
    assert.match(said, /new: 0x00000010/);
    await changed.end();
    const list = await open(browser, pages.functions);
    assert.doesNotMatch((await printed(list.page)).join(' '), /APERTURE_PAGES/);
    await list.page.locator('summary', { hasText: /^000000ab$/ }).click();
    assert.match((await printed(list.page)).join(' '), /APERTURE_PAGES/);
    await list.end();
    const audited = await open(browser, pages.audit);
    assert.match((await printed(audited.page)).join(' '), /missing: its bits are 64 bytes behind the struct/);
    await audited.end();
  },
  'hostile text is text': async (browser, pages) => {
    const { page, end } = await open(browser, pages.hostile);
    assert.equal(await page.locator('h1').textContent(), hostile.name);
    await end();
    for (const name of ['hostile', 'hostile-list', 'hostile-compare']) {
      const one = await open(browser, pages[name]);
      await one.page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      assert.equal(await one.page.locator('img, iframe, link, main script').count(), 0, name);
      assert.ok((await one.page.locator('main').innerText()).includes(hostile.text.replaceAll('"', '\\"')), name);
      assert.equal(await one.page.evaluate(() => globalThis.attacked), undefined, name);
      await one.end();
    }
  },
  'the page of one function is under 300 kB': async (_, pages) => {
    for (const name of ['diff', 'functions', 'chain', 'compare', 'verify', 'audit'])
      assert.ok(statSync(pages[name]).size < 300_000, `${name}: ${statSync(pages[name]).size} bytes`);
  },
};

/** The texts of the sheets of paper. */
async function printed(page, size = { format: 'A4' }) {
  const path = join(work, 'page.pdf');
  await page.pdf({ path, ...size });
  const text = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });
  return text
    .split('\f')
    .map((sheet) => sheet.replace(/\s+/g, ' ').trim())
    .filter((sheet) => sheet !== '');
}

try {
  await main();
} catch (error) {
  console.error(`FAILED: ${error instanceof Error ? error.stack : error}`);
  process.exitCode = 1;
}
