/**
 * Every reporter against the schema or grammar of its format, with ordinary and with hostile texts.
 */
import { describe, expect, test } from 'vitest';
import { differenceKinds } from '../../src/model/check.js';
import { renderGithub, renderGithubSummary } from '../../src/render/check/github.js';
import { renderCheckJson } from '../../src/render/check/json.js';
import { renderJunit } from '../../src/render/check/junit.js';
import { renderKtap } from '../../src/render/check/ktap.js';
import { renderPretty } from '../../src/render/check/pretty.js';
import { renderSarif } from '../../src/render/check/sarif.js';
import { parseKtap } from './readers/ktap.js';
import { parseCommands } from './readers/workflow.js';
import { parseXml, type XmlElement } from './readers/xml.js';
import { everything, hostile, oneCase, oneDifference, runOf } from './runs.js';
import { checkJsonProblems, checkSchema, junitProblems, sarifProblems } from './validators.js';

const runs = [
  ['everything', everything],
  ['hostile texts', hostile],
  ['nothing', runOf([])],
] as const;

describe('json', () => {
  test.each(runs)('%s: as its schema says', (_what, run) => {
    expect(checkJsonProblems(JSON.parse(renderCheckJson(run)))).toEqual([]);
  });

  test('the schema knows every kind of difference, and refuses what is not in it', () => {
    const schema = JSON.stringify(checkSchema);
    for (const kind of Object.keys(differenceKinds)) expect(schema).toContain(`"${kind}"`);
    expect(checkJsonProblems({ ...everything.result, extra: 1 })).not.toEqual([]);
    expect(checkJsonProblems({ ...everything.result, exitCode: 3 })).not.toEqual([]);
    expect(checkJsonProblems({ ...everything.result, cases: [oneCase({ status: 'fail', reason: '' })] })).not.toEqual(
      [],
    );
  });
});

describe('junit', () => {
  const child = (element: XmlElement, name: string): XmlElement[] =>
    element.children.filter((one) => one.name === name);

  test.each(runs)('%s: as its schema says', async (_what, run) => {
    expect(await junitProblems(renderJunit(run))).toEqual([]);
  });

  test('one suite for each area, with properties and right counts', () => {
    const root = parseXml(renderJunit(everything));
    expect(Object.fromEntries(root.attributes)).toMatchObject({ tests: '7', failures: '1', errors: '2' });
    expect(child(root, 'testsuite').map((one) => one.attributes.get('name'))).toEqual([
      'area',
      'cases',
      'other',
      'run',
    ]);
    for (const suite of child(root, 'testsuite')) {
      const cases = child(suite, 'testcase');
      expect(suite.attributes.get('tests')).toBe(`${cases.length}`);
      expect(suite.attributes.get('failures')).toBe(
        `${cases.filter((one) => child(one, 'failure').length > 0).length}`,
      );
      const [properties] = child(suite, 'properties');
      expect(properties?.children.map((one) => one.attributes.get('name'))).toEqual(['tool', 'version', 'tables']);
    }
  });

  test('the failure holds every difference', () => {
    const text = renderJunit(everything);
    const [suite] = child(parseXml(text), 'testsuite');
    const failure = suite?.children.flatMap((one) => child(one, 'failure'))[0];
    expect(failure?.text.split('\n')).toHaveLength(Object.keys(differenceKinds).length + 3);
  });
});

describe('ktap', () => {
  test.each(runs)('%s: as its grammar says', (_what, run) => {
    const { results } = parseKtap(renderKtap(run));
    expect(results).toHaveLength(run.result.cases.length + run.result.troubles.length);
  });

  test('results, directives and diagnostics', () => {
    const { results } = parseKtap(renderKtap(everything));
    expect(results.map(({ ok, directive }) => [ok, directive])).toEqual([
      [true, null],
      [false, 'ERROR'],
      [false, null],
      [true, null],
      [true, null],
      [true, 'SKIP'],
      [false, 'ERROR'],
    ]);
    expect(results[2]?.diagnostics).toHaveLength(Object.keys(differenceKinds).length + 3);
    expect(results[2]?.diagnostics[3]).toBe('a.bin: some_struct.field at byte 0x13: expected 5, got 6 (a reason)');
  });

  test('a name cannot end its own description', () => {
    const [first] = parseKtap(renderKtap(hostile)).results;
    expect(first?.directive).toBeNull();
    expect(first?.description).toContain('\\x23 SKIP');
  });
});

describe('github', () => {
  test('errors for bad cases and trouble, warnings for allowances; nothing else is a command', () => {
    const commands = parseCommands(renderGithub(everything));
    expect(
      commands.map(({ command, properties }) => [command, properties['file'] ?? null, properties['title']]),
    ).toEqual([
      ['error', null, 'zpci-inspect check'],
      ['error', 'fixtures/area/broken/manifest.json', 'error: area/broken'],
      ['error', 'fixtures/area/failed/a.bin', 'fail: area/failed'],
      ['warning', null, 'allow.json, allowance 2'],
    ]);
    expect(commands[2]?.data.split('\n').at(-1)).toBe('and 6 more');
  });

  test('what comes from files stays text', () => {
    const commands = parseCommands(renderGithub(hostile));
    expect(commands.map(({ command }) => command)).toEqual(['error', 'error', 'error', 'warning']);
    expect(commands[1]?.properties['title']).toContain(':\\x3aerror:\\x3ax\\x0a');
    expect(commands[1]?.data).toContain('%0A{0}');
    const log = renderPretty(hostile, { width: 60, color: 0, verbose: true, quiet: false });
    expect(parseCommands(log)).toEqual([]);
  });

  test('at most ten of a kind, the last of them says how many there are', () => {
    const failed = (count: number) =>
      runOf(
        Array.from({ length: count }, (_, i) =>
          oneCase({ name: `c${i}`, status: 'fail', reason: 'r', differences: [oneDifference()] }),
        ),
        { allowances: Array.from({ length: 30 }, (_, i) => ({ file: 'f', entry: i + 1, case: '*', message: 'm' })) },
      );
    expect(parseCommands(renderGithub(failed(10))).filter(({ command }) => command === 'error')).toHaveLength(10);
    const many = parseCommands(renderGithub(failed(500)));
    expect(many.filter(({ command }) => command === 'error')).toHaveLength(10);
    expect(many.filter(({ command }) => command === 'warning')).toHaveLength(10);
    expect(many[9]?.data).toBe('and 491 more; the job summary has all');
    expect(renderGithubSummary(failed(500)).match(/\*\*fail\*\*/g)).toHaveLength(500);
  });

  test('the job summary has everything, as far as GitHub takes it', () => {
    const summary = renderGithubSummary(everything);
    for (const one of everything.result.cases.filter(({ status }) => status === 'fail' || status === 'error')) {
      expect(summary).toContain(one.name);
    }
    expect(summary.match(/^ {2}- /gm)).toHaveLength(Object.keys(differenceKinds).length + 3);
    const huge = runOf(
      Array.from({ length: 2000 }, (_, i) => oneCase({ name: `c${i}`, status: 'fail', reason: 'x'.repeat(1000) })),
    );
    const cut = renderGithubSummary(huge);
    expect(new TextEncoder().encode(cut).length).toBeLessThan(1 << 20);
    expect(cut).toMatch(/and \d+ lines more/);
    expect(renderGithubSummary(hostile)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e<]/);
  });
});

describe('sarif', () => {
  const log = (run: typeof everything) => JSON.parse(renderSarif(run));

  test.each(runs)('%s: as its schema says', (_what, run) => {
    expect(sarifProblems(log(run))).toEqual([]);
  });

  test('stable rules, byte regions, fingerprints and suppressions', () => {
    const [run] = log(everything).runs;
    const rules = run.tool.driver.rules.map((one: { id: string }) => one.id);
    expect(rules).toContain('CHAIN_LOOP');
    expect(rules).toContain('mismatch');
    expect(rules).toContain('check/field');
    for (const result of run.results) expect(rules[result.ruleIndex]).toBe(result.ruleId);
    const field = run.results.find((one: { ruleId: string }) => one.ruleId === 'check/field');
    expect(field.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'fixtures/area/failed/a.bin' },
      region: { startLine: 1, byteOffset: 19, byteLength: 1 },
    });
    expect(run.results.filter((one: object) => 'suppressions' in one)).toHaveLength(1);
    expect(run.invocations).toMatchObject([{ executionSuccessful: false, exitCode: 2 }]);
  });

  test('no text is a placeholder', () => {
    for (const { message } of log(hostile).runs[0].results) expect(message.text).not.toMatch(/(?<!\{)\{\d+\}/);
  });
});
