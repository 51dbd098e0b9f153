/**
 * Real problems of the past as fixtures: what the comparison must show of each. `expected.verdicts.json` was typed
 * from the descriptions of the commits; nothing in it was copied from the tool.
 */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { diffFunctions, severityOf } from '../../src/diff/diff.js';
import { decodeBlock } from '../../src/index.js';
import { sysfsOf } from '../../src/load/decode-case.js';
import type { DiffReport, DiffResult } from '../../src/model/diff.js';
import { cases, decodeListed, fixturesDir, type NamedCase, readJson } from '../fixtures/cases.js';
import { numberedStructs } from '../fixtures/expected-values.js';
import { runHere } from '../support/run-here.js';

const verdictsFile = 'expected.verdicts.json';

/** Verdict by side, and the severity of the row. */
const rows = v.record(v.string(), v.record(v.string(), v.string()));
const texts = v.array(v.string());

const ofFunction = v.strictObject({ rows: v.optional(rows), checks: v.optional(texts), facts: v.optional(texts) });

const expectation = v.strictObject({
  /** The rows that the scenario is about. */
  rows,
  /** All checks that are not ok. */
  checks: texts,
  /** Words in the lines worked out. */
  facts: texts,
  exit: v.picklist([0, 1]),
  /** Several functions: by the end of the title. */
  functions: v.optional(v.record(v.string(), ofFunction)),
  /** Words in the labels of decoded fields, by file and path. */
  labels: v.optional(v.record(v.string(), v.record(v.string(), v.string()))),
  /** Words in the reasons of a row. */
  why: v.optional(v.record(v.string(), texts)),
  /** Words in what is said of a side. */
  sides: v.optional(v.record(v.string(), v.string())),
  /** The same with another VFIO device info of the case: by role. */
  also: v.optional(v.record(v.string(), v.strictObject({ linux: v.string(), rows }))),
});

type Expectation = v.InferOutput<typeof expectation>;

const scenarios = cases
  .filter((one) => one.path.startsWith('scenarios/'))
  .map((one) => ({ name: one.name, one, expected: v.parse(expectation, readJson(one, verdictsFile)) }));

/** The reports of a case, with its VFIO device info or with that of another role. */
function compare(
  one: NamedCase,
  deviceInfo = 'vfio-device-info',
  linux = one.manifest.interfaces?.linux,
): DiffReport[] {
  const usual = 'vfio-device-info';
  const chosen = one.blocks.filter(({ listed: { role } }) => role !== (deviceInfo === usual ? '' : usual));
  const side = (view: string) =>
    chosen
      .filter(({ listed: { role } }) => role.startsWith(`${view}-`) || (view === 'vfio' && role === deviceInfo))
      .map(({ listed: { type, endian, file }, bytes }) =>
        decodeBlock(bytes, { type, ...(endian === undefined ? {} : { endian }) }).with({ source: file }),
      );
  const { qemu, mode } = one.manifest.interfaces ?? {};
  return [
    ...diffFunctions({
      firmware: side('firmware'),
      vfio: side('vfio'),
      guest: side('guest'),
      sysfs: sysfsOf(one),
      options: { linux, qemu, mode },
    }),
  ];
}

/** The verdicts and the severity of the rows that somebody has expectations of. */
function seen(report: DiffReport, expected: Expectation['rows']): Record<string, Record<string, string>> {
  return Object.fromEntries(
    Object.entries(expected).map(([name, words]) => {
      const row = report.rows.find((each) => `${each.struct}.${each.attribute}` === name);
      const found: Record<string, string | undefined> = { ...row?.verdicts, severity: row?.severity };
      return [name, Object.fromEntries(Object.keys(words).map((key) => [key, found[key] ?? 'no such row']))];
    }),
  );
}

function findings(report: DiffReport): string[] {
  return report.checks.filter((one) => one.severity !== 'ok').map((one) => one.id);
}

function factTexts(report: DiffReport): string {
  return report.facts.map((one) => `${one.name}: ${one.text}`).join('\n');
}

test('there are 25 of them, each with its line in the README of the folder', () => {
  expect(scenarios).toHaveLength(25);
  const readme = readFileSync(`${fixturesDir}/scenarios/README.md`, 'utf8');
  const lines = [...readme.matchAll(/^\| `([a-z0-9.-]+)` \|/gm)].map((match) => match[1]);
  expect(lines.sort()).toEqual(scenarios.map((one) => one.name).sort());
});

describe.each(scenarios)('$name', ({ one, expected }) => {
  const reports = compare(one);
  const [only] = reports;
  if (only === undefined) throw new Error('no report');

  const parts: readonly (readonly [string, DiffReport | undefined, v.InferOutput<typeof ofFunction>])[] =
    expected.functions === undefined
      ? [['the function', only, expected]]
      : Object.entries(expected.functions).map(([title, part]) => [
          title,
          reports.find((report) => report.title.endsWith(title)),
          part,
        ]);

  test.each(parts)('rows, checks and lines of %s', (_title, report, part) => {
    if (report === undefined) throw new Error('no report of that title');
    if (part.rows !== undefined) expect(seen(report, part.rows)).toEqual(part.rows);
    if (part.checks !== undefined) expect(findings(report)).toEqual(part.checks);
    for (const words of part.facts ?? []) expect(factTexts(report)).toContain(words);
  });

  test('errors are in the rows that are expected to have them, nowhere else', () => {
    const wanted = Object.entries(expected.functions ?? { all: expected }).flatMap(([title, part]) =>
      Object.entries(part.rows ?? {})
        .filter(([, words]) => words['severity'] === 'error')
        .map(([name]) => `${expected.functions === undefined ? '' : title} ${name}`),
    );
    const found = reports.flatMap((report) =>
      report.rows
        .filter((row) => row.severity === 'error')
        .map(
          (row) =>
            `${expected.functions === undefined ? '' : report.title.replace('function ', '')} ${row.struct}.${row.attribute}`,
        ),
    );
    expect(found.filter((name) => !/ clp_rsp_query_pci\.bar\[[1-5]\]$/.test(name)).sort()).toEqual(wanted.sort());
  });

  const reasons = Object.entries(expected.why ?? {});
  if (reasons.length > 0)
    test('reasons', () => {
      for (const [name, words] of reasons) {
        const why = only.rows.find((row) => `${row.struct}.${row.attribute}` === name)?.why ?? '';
        for (const word of words) expect(why).toContain(word);
      }
    });

  if (expected.sides !== undefined)
    test('sides', () => {
      for (const [key, words] of Object.entries(expected.sides ?? {})) {
        expect(only.sides.find((side) => side.key === key)?.why).toContain(words);
      }
    });

  if (expected.labels !== undefined)
    test('labels of decoded fields', () => {
      for (const [file, labels] of Object.entries(expected.labels ?? {})) {
        const block = one.blocks.find((each) => each.listed.file === file);
        if (block === undefined) throw new Error(`no ${file}`);
        const fields = [...numberedStructs(decodeListed(one, block)).values()].flatMap((struct) => struct.fields);
        for (const [path, words] of Object.entries(labels)) {
          expect(fields.find((field) => field.path === path)?.label ?? 'no label', path).toContain(words);
        }
      }
    });

  if (expected.also !== undefined)
    test('the same with another VFIO buffer', () => {
      for (const [role, other] of Object.entries(expected.also ?? {})) {
        const [report] = compare(one, role, other.linux);
        expect(report === undefined ? undefined : seen(report, other.rows)).toEqual(other.rows);
      }
    });

  test('exit code', () => {
    expect(reports.some((report) => severityOf(report) === 'error') ? 1 : 0).toBe(expected.exit);
    expect(one.manifest.expect?.exit).toBe(expected.exit);
  });

  const counts = one.manifest.expect?.verdicts;
  if (counts !== undefined)
    test('how often each verdict is given', () => {
      expect(Object.fromEntries(Object.entries(only.summary).sort())).toEqual(counts);
    });

  test('the program says the same', async () => {
    const { status, stdout, stderr } = await runHere([
      'diff',
      '--format',
      'json',
      `${fixturesDir}/scenarios/${one.name}`,
    ]);
    expect({ status, stderr }).toEqual({ status: expected.exit, stderr: '' });
    const result: DiffResult = JSON.parse(stdout);
    const plain: unknown = JSON.parse(JSON.stringify(reports.flatMap((report) => report.rows)));
    expect(result.rows.map(({ function: _function, ...row }) => row)).toEqual(plain);
    expect(result.exitCode).toBe(expected.exit);
  });
});

describe('stale-handle', () => {
  test('sysfs has the new handle too', async () => {
    const dir = `${fixturesDir}/scenarios/stale-handle`;
    const firmware = ['--firmware', `${dir}/firmware-query-fn.bin`, `${dir}/firmware-list.bin`];
    const { status, stdout } = await runHere(['diff', '--format', 'json', ...firmware, '--vfio', `${dir}/sysfs.txt`]);
    const result: DiffResult = JSON.parse(stdout);
    const handle = result.rows.find((row) => row.attribute === 'fh_list[0].fh');
    expect([status, handle?.verdicts]).toEqual([1, { sysfs: 'mismatch' }]);
    expect(handle?.others?.['sysfs']?.text).toBe('0x8100002a');
    expect(result.rows.filter((row) => row.severity === 'error').map((row) => row.attribute)).toEqual([
      'fh_list[0].fh',
    ]);
  });
});

test('the rule behind store-block-length is in the tables', async () => {
  const { stdout } = await runHere(['explain', 'maxstbl']);
  expect(stdout.replace(/\s+/g, ' ')).toContain('never across 4 KiB');
});
