/**
 * Reports of the real program on cases of every outcome, each held against the schema or grammar of its format.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Run } from '../support/run.js';
import { runHere } from '../support/run-here.js';
import { copies, edit, newFolder, poke, smallCase } from './places.js';
import { parseKtap } from './readers/ktap.js';
import { parseCommands } from './readers/workflow.js';
import { parseXml, type XmlElement } from './readers/xml.js';
import { checkJsonProblems, junitProblems, sarifProblems } from './validators.js';

const names = [
  'synthetic/group-status',
  'synthetic/chain-broken',
  'three-views/plain',
  'three-views/net-group5',
] as const;
const evil = 'evil # <&"\'>]]> ::error::%0A {0}';

/** Cases that pass, fail, are allowed, cannot be judged, are skipped, and one with a name that means something. */
async function mixture(): Promise<string> {
  const folder = await copies(...names);
  poke(join(folder, names[2], 'firmware-query-fn.bin'), 19, () => 7);
  poke(join(folder, names[3], 'vfio-device-info.bin'), 0x35, (byte) => byte ^ 0x40);
  edit(join(folder, names[1], 'expected.decode.json'), (text) => text.replace(/\["CHAIN_SELF",.*\]/, ''));
  smallCase(join(folder, evil));
  smallCase(join(folder, 'skipped'), { skip: 'not today # SKIP' });
  smallCase(join(folder, 'unjudged'));
  rmSync(join(folder, 'unjudged/group-status.bin'));
  const allow = [
    { case: 'three-views/*', field: '*fmb_l*', reason: 'known since 2024' },
    { case: 'synthetic/*', field: 'nothing', reason: 'of no use' },
  ];
  writeFileSync(join(folder, 'allow.json'), JSON.stringify({ schema: 'zpci-inspect/allow@1', allow }));
  return folder;
}

describe('a run with every outcome', () => {
  const reports = newFolder();
  const files = ['json', 'junit', 'ktap', 'sarif'] as const;
  const pathOf = (format: string): string => join(reports, `out.${format}`);
  const textOf = (format: (typeof files)[number]): string => readFileSync(pathOf(format), 'utf8');
  let result: Run = { status: null, stdout: '', stderr: '' };
  let folder = '';

  beforeAll(async () => {
    folder = await mixture();
    const targets = [...files.map((one) => `${one}:${pathOf(one)}`), 'pretty', 'github'];
    result = await runHere(['check', '.', '-v', ...targets.flatMap((one) => ['--reporter', one])], {
      cwd: folder,
      env: { GITHUB_STEP_SUMMARY: pathOf('md') },
    });
  });

  const statuses = ['fail', 'skip', 'fail', 'pass', 'pass', 'fail', 'error'];

  test('all six reporters at once', () => {
    expect(result).toMatchObject({ status: 2, stderr: '' });
    expect(result.stdout).toMatch(/^7 cases: 2 pass, 1 skip, 3 fail, 1 error; 3 differences allowed$/m);
  });

  test('json', () => {
    const report = JSON.parse(textOf('json'));
    expect(checkJsonProblems(report)).toEqual([]);
    expect(report.cases.map((one: { status: string }) => one.status)).toEqual(statuses);
    expect(report.allowances).toHaveLength(1);
    expect(report.exitCode).toBe(2);
  });

  test('junit', async () => {
    expect(await junitProblems(textOf('junit'))).toEqual([]);
    const suites = parseXml(textOf('junit'));
    const cases = suites.children.flatMap((suite) => suite.children.filter(({ name }) => name === 'testcase'));
    const outcome = (one: XmlElement): string => one.children[0]?.name ?? '';
    expect(cases.map(outcome).sort()).toEqual(['', 'error', 'failure', 'failure', 'failure', 'skipped', 'system-out']);
    expect(Object.fromEntries(suites.attributes)).toMatchObject({ tests: '7', failures: '3', errors: '1' });
    expect(cases.map((one) => one.attributes.get('name'))).toContain(evil.replaceAll('::', ':\\x3a'));
  });

  test('ktap', () => {
    const { results, trailing } = parseKtap(textOf('ktap'));
    const ok = statuses.map((status) => status !== 'fail' && status !== 'error');
    expect(results.map((one) => one.ok)).toEqual(ok);
    expect(results.map(({ directive }) => directive)).toEqual([null, 'SKIP', null, null, null, null, 'ERROR']);
    expect(trailing).toHaveLength(1);
  });

  test('sarif', () => {
    const log = JSON.parse(textOf('sarif'));
    expect(sarifProblems(log)).toEqual([]);
    const { results, tool } = log.runs[0];
    const rules = tool.driver.rules.map((one: { id: string }) => one.id);
    expect(rules).toEqual(expect.arrayContaining(['CHAIN_SELF', 'check/field', 'check/case', 'check/bytes']));
    const field = results.find((one: { message: { text: string } }) => one.message.text.includes('pfgid'));
    expect(field).toMatchObject({
      ruleId: 'check/field',
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'three-views/plain/firmware-query-fn.bin' },
            region: { byteOffset: 19, byteLength: 1 },
          },
        },
      ],
    });
    const suppressed = results.filter((one: object) => 'suppressions' in one);
    expect(suppressed.map((one: { level: string }) => one.level)).toEqual(['note', 'note', 'note']);
  });

  test('sarif has the same rules and fingerprints whatever the values are', async () => {
    const key = (text: string): string[] =>
      JSON.parse(text).runs[0].results.map((one: { ruleId: string; partialFingerprints: object }) =>
        JSON.stringify([one.ruleId, one.partialFingerprints]),
      );
    const before = key(textOf('sarif'));
    poke(join(folder, names[2], 'firmware-query-fn.bin'), 19, () => 9);
    const after = key((await runHere(['check', '.', '--reporter', 'sarif'], { cwd: folder })).stdout);
    expect(after).toEqual(before);
    expect(new Set(after).size).toBe(after.length);
  });

  test('github: annotations in the log, everything in the summary', () => {
    const commands = parseCommands(result.stdout);
    expect(commands.map(({ command }) => command)).toEqual(['error', 'error', 'error', 'error', 'warning']);
    const summary = readFileSync(pathOf('md'), 'utf8');
    expect(summary.match(/^- \*\*(?:fail|error)\*\* /gm)).toHaveLength(4);
  });
});

test('github: many failures are ten annotations, and all of them in the summary', async () => {
  const folder = newFolder();
  for (let i = 0; i < 30; i++) smallCase(join(folder, `case-${i}`));
  const summary = join(newFolder(), 'summary.md');
  const { status, stdout } = await runHere(['check', folder, '--reporter', 'github'], {
    env: { GITHUB_STEP_SUMMARY: summary },
  });
  expect(status).toBe(1);
  const commands = parseCommands(stdout);
  expect(commands).toHaveLength(10);
  expect(commands.at(-1)?.data).toBe('and 21 more; the job summary has all');
  expect(readFileSync(summary, 'utf8').match(/^- \*\*fail\*\* /gm)).toHaveLength(30);
});

test('the fixtures of this repository in every format', async () => {
  const folder = newFolder();
  const targets = ['json', 'junit', 'ktap', 'sarif', 'github'].map((one) => ['--reporter', `${one}:${folder}/${one}`]);
  expect(await runHere(['check', 'fixtures', '-q', ...targets.flat()])).toEqual({ status: 0, stdout: '', stderr: '' });
  const report = (name: string): string => readFileSync(join(folder, name), 'utf8');
  expect(checkJsonProblems(JSON.parse(report('json')))).toEqual([]);
  expect(await junitProblems(report('junit'))).toEqual([]);
  expect(parseKtap(report('ktap')).results.every(({ ok }) => ok)).toBe(true);
  expect(sarifProblems(JSON.parse(report('sarif')))).toEqual([]);
  expect(report('github')).toBe('');
});
