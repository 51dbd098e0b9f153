/** Pages of audits, kernels, cases and lists: each says what the other formats say. */
import { describe, expect, it } from 'vitest';
import type { AuditResult } from '../../src/model/audit.js';
import type { DiffResult } from '../../src/model/diff.js';
import { filesBelow, type MemoryRun, runInMemory } from '../support/memory-io.js';
import { root } from '../support/run.js';
import { all, classesOf, type PageElement, parsePage, textOf } from './page-reader.js';

const files = new Map([
  ...filesBelow(`${root}fixtures/three-views/net-group5`, 'c'),
  ...filesBelow(`${root}test/btf/kernels`, 'k'),
  ...filesBelow(`${root}fixtures/synthetic/chain-broken`, 'cases/broken'),
  ...filesBelow(`${root}fixtures/synthetic/irq-info`, 'cases/good'),
]);

const run = (...argv: readonly string[]): Promise<MemoryRun> => runInMemory(argv, files);

async function pageOf(...argv: readonly string[]): Promise<PageElement> {
  return parsePage((await run(...argv, '-f', 'html')).stdout.toString('utf8'));
}

const headsOf = (row: PageElement): string[] =>
  all(row, 'th')
    .filter((one) => one.attributes.get('scope') === 'row')
    .map((one) => textOf(one).trim());

const answerOf = (page: PageElement): PageElement | undefined =>
  all(page, 'p').find((one) => classesOf(one).includes('answer'));

it('an audit: the conclusion, every question with its outcome, proofs of faults open', async () => {
  const page = await pageOf('audit', 'rfc-2019-v2');
  const json: AuditResult = JSON.parse((await run('audit', 'rfc-2019-v2', '-f', 'json')).stdout.toString('utf8'));
  const answers = Object.values(json.answers);
  expect(textOf(answerOf(page) ?? page)).toBe(json.conclusion);
  const questions = all(page, 'h2').slice(0, 7).map(textOf);
  expect(questions).toEqual(answers.map(({ question }, i) => `${i + 1}. ${question}`));
  const [overview, ...said] = all(page, 'ul').map((list) => all(list, 'li').map(textOf));
  expect(overview).toEqual(answers.map(({ question, outcome }, i) => `${outcome} ${i + 1}. ${question}`));
  expect(said).toEqual(answers.map(({ outcome, verdict }) => [`${outcome} ${verdict}`]));
  const open = all(page, 'details').filter((one) => one.attributes.has('open'));
  expect(open).toHaveLength(answers.filter(({ outcome }) => outcome === 'fault').length);
});

it('a kernel: what differs first, with its place', async () => {
  const page = await pageOf('verify', 'k/linux-7.2.13_s390x.btf', '--linux', '7.3');
  expect(all(page, 'h1').map(textOf)).toEqual(['Linux 7.3, big-endian: linux-7.2.13_s390x.btf']);
  expect(textOf(answerOf(page) ?? page)).toMatch(
    /^\d+ of \d+ structs are here\. \d+ are as the tables say, 1 is not\.$/,
  );
  expect(all(page, 'li').map(textOf).join()).toMatch(
    /^error vfio_device_info_cap_zpci_base not what .*ccdf_err_length0x24 \+4gone/s,
  );
});

it('cases: what failed first and open, the rest counted', async () => {
  const loop = Uint8Array.from(files.get('cases/broken/chain-loop.bin') ?? []);
  loop[8 + 3] = 7;
  const broken = new Map([...files, ['cases/broken/chain-loop.bin', loop]]);
  const { code, files: after, stdout } = await runInMemory(['check', 'cases', '--reporter', 'html:r.html'], broken);
  expect([code, stdout.length]).toEqual([1, 0]);
  const page = parsePage(Buffer.from(after.get('r.html') ?? '').toString('utf8'));
  expect(textOf(answerOf(page) ?? page)).toBe('2 cases: 1 pass, 1 fail');
  const rows = all(page, 'tbody').filter((one) => headsOf(one).length === 1);
  expect(rows.flatMap(headsOf)).toEqual(['broken', 'good']);
  expect(rows.map((one) => all(one, 'details').filter((more) => more.attributes.has('open')).length)).toEqual([1, 0]);
  expect(textOf(rows[0] ?? page)).toMatch(/vfio_device_info\.num_regions9 \(9 regions\)7 \(7 regions\)/);
  expect(textOf(all(page, 'footer')[0] ?? page)).toContain('zpci-inspect check cases --reporter html:r.html');
});

describe('functions', async () => {
  const page = await pageOf('list', 'c');
  const [table] = all(page, 'table');
  const rows = (table?.children ?? []).filter(
    (one) => typeof one !== 'string' && one.name === 'tbody',
  ) as PageElement[];

  it('a row each, the gravest finding in its colour', () => {
    expect(all(page, 'h1').map(textOf)).toEqual(['3 functions']);
    expect(rows.map((one) => headsOf(one)[0])).toEqual(['00000010', '000000ab', '01c0ffee']);
    expect(rows.map((one) => classesOf(one))).toEqual([[''], ['found', 'note'], ['']]);
  });

  it('behind the row of one that was compared is what diff says of it', async () => {
    const diff: DiffResult = JSON.parse((await run('diff', 'c', '-f', 'json')).stdout.toString('utf8'));
    const said = textOf(rows[1] ?? page);
    expect(said).toContain('type 0x02 ROCE: RoCE Express group 0x05 PCHID 0x01c4');
    expect(diff.rows.length).toBeGreaterThan(70);
    for (const { attribute, reasons } of diff.rows)
      for (const text of [attribute, ...Object.values(reasons)]) expect(said).toContain(text);
    expect(all(rows[1] ?? page, 'div').filter((one) => classesOf(one).includes('map')).length).toBeGreaterThan(5);
  });

  it('behind the others is what the sources say', () => {
    expect(all(rows[0] ?? page, 'dt').map(textOf)).toEqual([
      'fid',
      'vendor',
      'device',
      'state',
      'handle',
      'machine',
      'sources',
    ]);
    expect(
      all(rows[0] ?? page, 'dd')
        .map(textOf)
        .at(-1),
    ).toBe('firmware-list.bin');
  });
});
