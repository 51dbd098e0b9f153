/**
 * What `diff` was expected to say of the views of a case, against what it says.
 */
import type { Difference } from '../model/check.js';
import type { DiffReport, DiffRow } from '../model/diff.js';
import { own } from '../model/own.js';
import { type DiffExpectation, type ReportExpectation, type RowExpectation, valueOn } from './diff-expectation.js';
import { difference, numbered, surplus } from './difference.js';
import { diffFile } from './expectation-files.js';

/** Every difference; `reports` are those that `got` was made of, for the values and reasons of today. */
export function compareDiff(
  expected: DiffExpectation,
  got: DiffExpectation,
  reports: readonly DiffReport[],
): Difference[] {
  const whole = (sides: Sides, why: string): Difference =>
    difference({ kind: 'side', file: diffFile, path: 'comparison', ...sides, why });
  const trouble = pair(expected.trouble ?? null, got.trouble ?? null);
  if (trouble !== undefined) return [whole(trouble, 'why the views cannot be compared')];
  const old = numbered(expected.reports, (one) => one.title);
  const now = numbered(got.reports, (one) => one.title);
  const live = numbered(reports, (one) => one.title);
  const found = [...new Set([...old.keys(), ...now.keys()])].flatMap((title) =>
    compareReports(title, old.get(title), now.get(title), live.get(title)),
  );
  const exit = pair(`exit code ${expected.exit}`, `exit code ${got.exit}`);
  return exit === undefined || found.length > 0 ? found : [whole(exit, 'of zpci-inspect diff')];
}

type Sides = Pick<Difference, 'expected' | 'got'>;

function pair(expected: string | null, got: string | null): Sides | undefined {
  return expected === got ? undefined : { expected, got };
}

function compareReports(
  title: string,
  expected: ReportExpectation | undefined,
  got: ReportExpectation | undefined,
  live: DiffReport | undefined,
): Difference[] {
  if (expected === undefined || got === undefined) {
    const sides = { expected: expected === undefined ? null : title, got: got === undefined ? null : title };
    return [difference({ kind: 'side', file: diffFile, path: 'comparison', ...sides, why: 'what is compared' })];
  }
  return [
    ...compareSides(expected, got),
    ...compareRows(expected.rows, got.rows, live?.rows ?? []),
    ...compareLists('crossCheck', expected.checks, got.checks, (name) => checkText(live, name)),
    ...compareLists('fact', expected.facts, got.facts, () => ''),
  ];
}

function compareSides(expected: ReportExpectation, got: ReportExpectation): Difference[] {
  const text = (report: ReportExpectation, key: string): string | null => {
    const side = report.sides.find(([name]) => name === key);
    return side === undefined ? null : side.slice(1).join(' ');
  };
  const keys = [...new Set([...expected.sides, ...got.sides].map(([key]) => key))];
  return keys.flatMap((side) => {
    const sides = pair(text(expected, side), text(got, side));
    return sides === undefined ? [] : [difference({ kind: 'side', file: diffFile, path: 'interface', side, ...sides })];
  });
}

function compareRows(
  expected: readonly RowExpectation[],
  got: readonly RowExpectation[],
  live: readonly DiffRow[],
): Difference[] {
  const old = new Map(expected.map((row) => [row[0], row]));
  const now = new Map(got.map((row) => [row[0], row]));
  const rows = new Map(live.map((row) => [`${row.struct}.${row.attribute}`, row]));
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((path) => {
    const before = old.get(path);
    const after = now.get(path);
    const keys = [...new Set([...Object.keys(before?.[1] ?? {}), ...Object.keys(after?.[1] ?? {})])];
    const found = keys.flatMap((side) => {
      const sides = pair(own(before?.[1], side) ?? null, own(after?.[1], side) ?? null);
      return sides === undefined ? [] : [verdictDifference(path, side, sides, rows.get(path))];
    });
    const severities = pair(before?.[2] ?? 'as its verdict', after?.[2] ?? 'as its verdict');
    if (found.length > 0 || severities === undefined) return found;
    return [difference({ kind: 'verdict', file: diffFile, path, ...severities, why: 'the severity' })];
  });
}

/** With the values of today and the reason, so that nobody has to run `diff` to understand. */
function verdictDifference(path: string, side: string, sides: Sides, row: DiffRow | undefined): Difference {
  const verdict = (sides.got ?? sides.expected ?? '').split(' ')[0] ?? '';
  const value = row === undefined ? null : valueOn(row, side);
  const values = [
    ...(row?.firmware ? [`firmware ${row.firmware.text}`] : []),
    ...(value === null ? [] : [`${side} ${value.text}`]),
    own(row?.reasons, side) ?? '',
  ];
  return difference({
    kind: 'verdict',
    file: value?.source || row?.firmware?.source || diffFile,
    path,
    side,
    code: verdict,
    byteOffset: value?.byteOffset ?? row?.firmware?.byteOffset ?? null,
    ...sides,
    why: values.filter((text) => text !== '').join(', '),
  });
}

function checkText(live: DiffReport | undefined, name: string): string {
  return live?.checks.find((one) => one.id === name)?.message ?? '';
}

type Pair = readonly [string, string];

/** Named lines: one that changed is one difference, not two. */
function compareLists(
  kind: 'crossCheck' | 'fact',
  expected: readonly Pair[],
  got: readonly Pair[],
  why: (name: string) => string,
): Difference[] {
  const key = (one: Pair): string => JSON.stringify(one);
  const gone = [...surplus(expected, got, key)];
  const changed = surplus(got, expected, key).map(([path, text]) => {
    const at = gone.findIndex(([name]) => name === path);
    const before = at < 0 ? undefined : gone.splice(at, 1)[0];
    return difference({ kind, file: diffFile, path, expected: before?.[1] ?? null, got: text, why: why(path) });
  });
  return [
    ...gone.map(([path, text]) => difference({ kind, file: diffFile, path, expected: text, got: null })),
    ...changed,
  ];
}
