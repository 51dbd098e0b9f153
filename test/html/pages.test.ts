/**
 * Pages as text: what a browser makes of them is proved in `test/browser`.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DiffResult } from '../../src/model/diff.js';
import type { DecodeResult } from '../../src/model/result.js';
import { filesBelow, runInMemory } from '../support/memory-io.js';
import { root } from '../support/run.js';
import { all, classesOf, type PageElement, parsePage, textOf } from './page-reader.js';

const files = new Map([
  ...filesBelow(`${root}fixtures/three-views/net-group5_qemu-7.2`, 'c'),
  ...readdirSync(`${root}fixtures/synthetic`).flatMap((name) => [
    ...filesBelow(`${root}fixtures/synthetic/${name}`, `s/${name}`),
  ]),
]);

async function pageOf(...argv: readonly string[]): Promise<{ readonly text: string; readonly page: PageElement }> {
  const run = await runInMemory([...argv, '-f', 'html'], files);
  expect(run.stderr).toBe('');
  const text = run.stdout.toString('utf8');
  return { text, page: parsePage(text) };
}

async function jsonOf<T>(...argv: readonly string[]): Promise<T> {
  return JSON.parse((await runInMemory([...argv, '-f', 'json'], files)).stdout.toString('utf8'));
}

/** Bytes as a map shows them: lines of zeros are said by their number. */
function bytesOf(map: PageElement): string {
  const places = [...all(map, 'i'), ...all(map, 'a')];
  const lines = all(map, 'span').map((line) =>
    line.children.map((one) => (typeof one === 'string' || !places.includes(one) ? '' : textOf(one))).join(' '),
  );
  return lines
    .join(' ')
    .replace(/00 … (\d+) bytes, all zero/g, (_, count) => '00'.repeat(Number(count)))
    .replaceAll(' ', '');
}

function hashOf(bytes: Uint8Array | undefined): string {
  return createHash('sha256')
    .update(bytes ?? '')
    .digest('hex');
}

describe('a comparison', async () => {
  const { text, page } = await pageOf('diff', 'c');
  const json = await jsonOf<DiffResult>('diff', 'c');

  it('of one function is under 300 kB', () => {
    expect(Buffer.byteLength(text)).toBeLessThan(300_000);
  });

  it('says what it is about, and its findings worst first', () => {
    expect(all(page, 'h1').map(textOf)).toEqual(['Function 0x000000ab']);
    const subject = all(page, 'p').find((one) => classesOf(one).includes('subject'));
    expect(subject === undefined ? '' : textOf(subject)).toBe(
      'type 0x02 ROCE: RoCE Express group 0x05 PCHID 0x01c4 address on the host 1234:00:00.0 address in the guest 0077:00:00.0 ',
    );
    const findings = all(page, 'li').filter((one) => all(one, 'b').some((b) => classesOf(b).includes('badge')));
    expect(findings.map((one) => classesOf(one)[0])).toEqual(['warning', 'warning', 'note', 'note']);
  });

  it('has a row for every fact, with the reason of every side in it', () => {
    const rows = all(page, 'tbody').filter((one) => one.attributes.has('data-k'));
    expect(rows).toHaveLength(json.rows.length);
    rows.forEach((row, i) => {
      const said = textOf(row);
      for (const reason of Object.values(json.rows[i]?.reasons ?? {})) expect(said).toContain(reason);
    });
  });

  it('lights a fact in the blocks of all sides that have it', () => {
    const row = all(page, 'tbody').find((one) => all(one, 'summary').some((name) => textOf(name) === 'bar[4]'));
    const id = row?.attributes.get('id') ?? '';
    const places = all(page, 'a').filter((one) => (one.attributes.get('data-k') ?? '').split(' ').includes(id));
    expect(places.map(textOf)).toEqual(['0c 00 00 00', '00 00 00 0c']);
    expect(places.map((one) => one.attributes.get('href'))).toEqual([`#${id}`, `#${id}`]);
  });

  it('names every input with its hash, the versions and the command', () => {
    const foot = textOf(all(page, 'footer')[0] ?? page);
    const sources = new Set(
      json.rows.flatMap(({ firmware, vfio, guest }) => [firmware?.source, vfio?.source, guest?.source]),
    );
    sources.delete(undefined);
    expect(sources.size).toBeGreaterThan(5);
    for (const source of sources) expect(foot).toContain(`c/${source}${hashOf(files.get(`c/${source}`))}`);
    expect(foot).toContain('zpci-inspect diff c -f html');
    // The manifest, 12 blocks, and a text of sysfs on each side.
    expect(foot.match(/[0-9a-f]{64}/g)).toHaveLength(15);
    expect(foot).toMatch(/zpci-inspect \d+\.\d+\.\d+, tables: Linux [\d.]+, QEMU [\d.]+/);
  });
});

it('no address is in a title where nobody tells its domain', async () => {
  const one = new Map(filesBelow(`${root}fixtures/scenarios/swapped-on-little-endian-host`, 'c'));
  const page = parsePage((await runInMemory(['diff', 'c', '-f', 'html'], one)).stdout.toString('utf8'));
  const subject = all(page, 'p').find((one) => classesOf(one).includes('subject'));
  expect(subject === undefined ? '' : textOf(subject)).toBe('type 0x00 UNC: Unclassified group 0x20 PCHID 0x0000 ');
});

it('no folder of an absolute path is on a page', async () => {
  const moved = new Map([['/home/someone/fn.bin', files.get('c/guest-query-fn.bin') ?? new Uint8Array()]]);
  const run = await runInMemory(['decode', '--format=html', '/home/someone/fn.bin'], moved);
  const text = run.stdout.toString('utf8');
  expect(text).toContain('zpci-inspect decode --format=html fn.bin');
  expect(text).not.toContain('someone');
});

it('the map of every block of the fixtures has each of its bytes', async () => {
  const names = [...files.keys()].filter((name) => /^s\/.*\.bin$/.test(name));
  let count = 0;
  for (const name of names) {
    const manifest = files.get(name.replace(/[^/]*$/, 'manifest.json'));
    const blocks: readonly { file: string; type?: string; endian?: string }[] = JSON.parse(
      Buffer.from(manifest ?? '').toString('utf8'),
    ).blocks;
    const said = blocks.find(({ file }) => name.endsWith(`/${file}`));
    const reading = [
      ...(said?.type === undefined ? [] : ['-t', said.type]),
      ...(said?.endian === undefined ? [] : ['--endian', said.endian]),
    ];
    const run = await runInMemory(['decode', '-f', 'html', ...reading, name], files);
    if (run.code !== 0) continue;
    const maps = all(parsePage(run.stdout.toString('utf8')), 'div').filter((one) => classesOf(one).includes('map'));
    expect(maps.map(bytesOf), name).toEqual([Buffer.from(files.get(name) ?? '').toString('hex')]);
    count++;
  }
  expect(count).toBeGreaterThan(100);
});

it('a list has a row for each entry', async () => {
  const { page } = await pageOf('decode', 's/list-length-lies/list-two-entries.bin');
  const [entries] = all(page, 'table').filter((one) => all(one, 'th').some((head) => textOf(head) === 'fh_list'));
  expect(entries === undefined ? 0 : all(entries, 'tbody').length).toBe(2);
});

it('several blocks are folded, each with its findings beside its name', async () => {
  const argv = ['s/chain-broken/chain-loop.bin', 's/chain-broken/chain-gap-not-zero.bin'];
  const { page } = await pageOf('decode', ...argv);
  const json = await jsonOf<DecodeResult>('decode', ...argv);
  const heads = all(page, 'summary').filter((one) => all(one, 'h2').length > 0);
  expect(heads.map(textOf)).toEqual([
    'chain-loop.bin vfio_device_info, 80 bytes 1 error ',
    'chain-gap-not-zero.bin vfio_device_info, 144 bytes 1 note ',
  ]);
  expect(json.blocks.map((block) => block.issues.length)).toEqual([1, 1]);
});

it('the style asks for nothing from outside, and the script makes no markup', () => {
  const style = readFileSync(`${root}src/render/html/page.css`, 'utf8');
  const script = readFileSync(`${root}src/render/html/browser/page.ts`, 'utf8');
  expect(style).not.toMatch(/url\(|@import|@font-face/);
  expect(script).not.toMatch(
    /innerHTML|outerHTML|insertAdjacent|createElement|document\.write|fetch|XMLHttp|eval|Function\(/,
  );
});
