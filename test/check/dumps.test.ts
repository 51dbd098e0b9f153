/**
 * Cases whose blocks stand in texts: decoded as bytes are, and reports speak of lines where they are.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Difference } from '../../src/model/check.js';
import { fixturesDir } from '../fixtures/cases.js';
import { runHere } from '../support/run-here.js';
import { edit, newFolder, smallCase } from './places.js';
import { parseCommands } from './readers/workflow.js';
import { checkJsonProblems, sarifProblems } from './validators.js';

test('a dump is decoded as its bytes are', async () => {
  const folder = newFolder();
  const dir = join(folder, 'bytes');
  smallCase(dir);
  const bytes = readFileSync(join(dir, 'group-status.bin'));
  writeFileSync(join(folder, 'status.txt'), `${bytes.toString('hex')}\n`);
  expect(
    (await runHere(['check', '--init', join(folder, 'text'), `vfio_group_status:${folder}/status.txt`])).status,
  ).toBe(0);
  expect((await runHere(['check', join(folder, 'text')])).status).toBe(0);
  await runHere(['check', '--update', dir]);
  const block = (path: string) =>
    JSON.parse(readFileSync(join(folder, path, 'expected.decode.json'), 'utf8')).blocks[0];
  expect(block('text').structs).toEqual(block('bytes').structs);
});

describe('two answers in one text', () => {
  const answer = readFileSync(join(fixturesDir, 'three-views/net-group5/firmware-query-grp.bin'));
  const dump = (bytes: Buffer): string[] =>
    [0, 16, 32, 48].map((at) => `${at.toString(16).padStart(8, '0')}: ${bytes.toString('hex', at, at + 16)}`);
  const text = ['> the group before', '', ...dump(answer), '', '> and after', ...dump(answer), ''].join('\n');
  let dir = '';
  beforeAll(async () => {
    const folder = newFolder();
    dir = join(folder, 'mail');
    mkdirSync(dir);
    writeFileSync(join(folder, 'mail.txt'), text);
    const made = await runHere(['check', '--init', dir, `clp_rsp_query_pci_grp:${folder}/mail.txt`]);
    expect(made.stderr).toBe('');
    // noi, the 12 bits from bit 4 of byte 16 on, is 64 in both; 5 in the second block from now on.
    edit(join(dir, 'mail.txt'), (whole) => {
      const at = whole.lastIndexOf('00000010: ');
      return `${whole.slice(0, at)}${whole.slice(at).replace('00000010: 0040', '00000010: 0005')}`;
    });
  });

  test('the difference names the block, its place in it, and its lines', async () => {
    const { status, stdout } = await runHere(['check', dir, '--reporter', 'json']);
    expect(status).toBe(1);
    const report = JSON.parse(stdout);
    expect(checkJsonProblems(report)).toEqual([]);
    const differences: readonly Difference[] = report.cases[0].differences;
    expect(differences.map(({ kind }) => kind)).toEqual(['bytes', 'field']);
    expect(differences[1]).toMatchObject({
      path: 'clp_rsp_query_pci_grp.noi',
      side: 'block 2',
      expected: '64 (64 interrupts)',
      got: '5 (5 interrupts)',
      byteOffset: 16,
      lines: { first: 9, last: 12 },
    });
  });

  test('sarif has lines for it, and no offset in a file that has other bytes', async () => {
    const log = JSON.parse((await runHere(['check', dir, '--reporter', 'sarif'])).stdout);
    expect(sarifProblems(log)).toEqual([]);
    const regions = log.runs[0].results.map(
      (one: { locations: { physicalLocation: { region: object } }[] }) => one.locations[0]?.physicalLocation.region,
    );
    expect(regions).toEqual([
      { startLine: 1, byteOffset: 0, byteLength: text.length },
      { startLine: 9, endLine: 12 },
    ]);
  });

  test('github annotates the lines', async () => {
    const [error] = parseCommands((await runHere(['check', dir, '--reporter', 'github'])).stdout);
    expect(error?.properties).toMatchObject({ line: '9', endLine: '12' });
    expect(error?.properties['file']).toMatch(/\/mail\.txt$/);
  });
});
