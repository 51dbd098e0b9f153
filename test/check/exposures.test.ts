/**
 * Expectations that an earlier version wrote say how interfaces treat the fields, too: that part is read, passed over
 * and named once in a run.
 */
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fixturesDir } from '../fixtures/cases.js';
import { runHere } from '../support/run-here.js';
import { checkIn, copies, edit, poke } from './places.js';

const names = ['synthetic/group-status', 'synthetic/query-fn-mio', 'three-views/plain'] as const;
const expectation = 'expected.decode.json';
const exposures = '{"clp_rsp_query_pci":{"fmb_len":{"qemu":"exposed, to itself no rule of today"}}}';
const note = `zpci-inspect: note: ${expectation} of synthetic/group-status and of 2 other cases: exposures are no longer compared; --update takes them out\n`;

/** Copies of three cases as an earlier version would have left them. */
async function old(): Promise<string> {
  const folder = await copies(...names);
  for (const name of names) {
    edit(join(folder, name, expectation), (text) => text.replace(/\n}\n$/, `,\n"exposures":${exposures}\n}\n`));
  }
  return folder;
}

const textsIn = (folder: string): string[] =>
  names.map((name) => readFileSync(join(folder, name, expectation), 'utf8'));

test('they pass, with one note', async () => {
  const folder = await old();
  expect(await runHere(['check', folder])).toEqual({ status: 0, stdout: '3 cases: 3 pass\n', stderr: note });
  expect((await runHere(['check', '-q', '--fail-on', 'warning', folder])).status).toBe(0);
  expect((await runHere(['check', '-q', folder])).stderr).toBe('');
});

test('reports are those of cases without', async () => {
  const { cases } = await checkIn(await old());
  expect(cases).toEqual((await checkIn(await copies(...names))).cases);
});

test('what else is in them is compared', async () => {
  const folder = await old();
  poke(join(folder, 'three-views/plain/firmware-query-fn.bin'), 19, () => 7);
  edit(join(folder, 'synthetic/group-status', expectation), (text) =>
    text.replace('"flags","4:32",3', '"flags","4:32",1'),
  );
  const { status, stdout, stderr } = await runHere(['check', folder]);
  expect({ status, stderr }).toEqual({ status: 1, stderr: note });
  expect(stdout).toMatch(/vfio_group_status\.flags +1 \(.* {2}3 \(/);
  expect(stdout).toMatch(/clp_rsp_query_pci\.pfgid +255 +7/);
  expect(stdout.trimEnd().split('\n').at(-1)).toBe('3 cases: 1 pass, 2 fail');
});

test('--update takes them out, and nothing else', async () => {
  const folder = await old();
  const what = `${expectation}: exposures (no longer kept)`;
  expect(await runHere(['check', '--update', folder])).toEqual({
    status: 0,
    stdout: `${names.map((name) => `updated  ${name}: ${what}\n`).join('')}3 cases: 0 pass, 3 updated\n`,
    stderr: '',
  });
  expect(textsIn(folder)).toEqual(textsIn(fixturesDir));
  expect(await runHere(['check', folder])).toEqual({ status: 0, stdout: '3 cases: 3 pass\n', stderr: '' });
});

test('copies of a case that passed are counted, too', async () => {
  const folder = await old();
  cpSync(join(folder, names[0]), join(folder, 'synthetic/the-same'), { recursive: true });
  const { status, stderr } = await runHere(['check', folder]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: note.replace('2 other', '3 other') });
});

test('in another expectation there is no such part', async () => {
  const folder = await copies('three-views/plain');
  edit(join(folder, 'three-views/plain/expected.diff.json'), (text) => text.replace('{', `{"exposures":${exposures},`));
  const [one] = (await checkIn(folder)).cases;
  expect(one).toMatchObject({ status: 'fail', reason: expect.stringContaining('expected.diff.json: obsolete') });
});
