/**
 * `expected.diff.json`: what `diff` says of the views of a case. Kept are sides, verdicts with the places that
 * they are about, cross-checks and derived facts; reasons are prose, values stand in the other expectation.
 */
import * as v from 'valibot';
import type { DiffReport, DiffRow, DiffSeverity } from '../model/diff.js';
import { verdictKinds } from '../model/diff.js';
import { own } from '../model/own.js';
import { record } from '../user-tables/record.js';

export const diffExpectationSchema = 'zpci-inspect/expected-diff@1';

/** `struct.member`, then what is said of each side: `{"vfio": "derived vfio_device_info_cap_zpci_base.fmb_length"}`. */
const row = v.tupleWithRest([v.string(), record(v.string(), v.string())], v.string());

const report = v.strictObject({
  title: v.string(),
  /** Key, interface and version. */
  sides: v.array(v.tuple([v.string(), v.string(), v.string()])),
  rows: v.array(row),
  /** Cross-check and its severity. */
  checks: v.array(v.tuple([v.string(), v.string()])),
  facts: v.array(v.tuple([v.string(), v.string()])),
});

/** The schema of `expected.diff.json`. */
export const diffExpectation = v.strictObject({
  schema: v.literal(diffExpectationSchema, `expected "${diffExpectationSchema}"`),
  /** Exit code of `zpci-inspect diff` on the case. */
  exit: v.picklist([0, 1, 2]),
  /** Why the views cannot be compared; then there is no report. */
  trouble: v.optional(v.string()),
  reports: v.array(report),
});

export interface DiffExpectation {
  readonly schema: typeof diffExpectationSchema;
  readonly exit: 0 | 1 | 2;
  readonly trouble?: string | undefined;
  readonly reports: readonly ReportExpectation[];
}

export type ReportExpectation = v.InferOutput<typeof report>;
export type RowExpectation = v.InferOutput<typeof row>;

/** What the tables of today say of the views; a text says why they cannot be compared. */
export function expectDiff(reports: readonly DiffReport[] | string): DiffExpectation {
  if (typeof reports === 'string') {
    return { schema: diffExpectationSchema, exit: 2, trouble: reports, reports: [] };
  }
  const isFound = reports.some((one) => [...one.rows, ...one.checks].some(({ severity }) => severity === 'error'));
  return { schema: diffExpectationSchema, exit: isFound ? 1 : 0, reports: reports.map(expectReport) };
}

function expectReport({ title, sides, rows, checks, facts }: DiffReport): ReportExpectation {
  return {
    title,
    sides: sides.map((one) => [one.key, one.interface, one.version]),
    rows: rows.map(expectRow),
    checks: checks.map((one) => [one.id, one.severity]),
    facts: facts.map((one) => [one.name, one.text]),
  };
}

function expectRow(one: DiffRow): RowExpectation {
  const said = Object.entries(one.verdicts).map(([key, verdict]) => {
    const value = valueOn(one, key);
    return [key, value === null ? verdict : `${verdict} ${value.path}`] as const;
  });
  const name = `${one.struct}.${one.attribute}`;
  return one.severity === usualSeverity(one)
    ? [name, Object.fromEntries(said)]
    : [name, Object.fromEntries(said), one.severity];
}

/** What a side shows of a fact; null when it does not. */
export function valueOn(row: DiffRow, key: string): DiffRow['vfio'] {
  if (key === 'vfio') return row.vfio;
  if (key === 'guest') return row.guest;
  return own(row.others, key) ?? null;
}

const ranks: readonly DiffSeverity[] = ['ok', 'note', 'warning', 'error'];

/** The severity that goes without saying: the gravest of its verdicts. */
function usualSeverity(one: DiffRow): DiffSeverity {
  const found = Object.values(one.verdicts).map((verdict) => ranks.indexOf(verdictKinds[verdict].severity));
  return ranks[Math.max(0, ...found)] ?? 'ok';
}

/** The text of the file: one line for each row. */
export function formatDiff({ schema, exit, trouble, reports }: DiffExpectation): string {
  const head = { schema, exit, ...(trouble === undefined ? {} : { trouble }) };
  const list = reports.map(formatReport).join(',\n');
  return `${JSON.stringify(head).slice(0, -1)},\n"reports":[${list === '' ? '' : `\n${list}\n`}]}\n`;
}

function formatReport({ rows, checks, facts, ...head }: ReportExpectation): string {
  const lines = (list: readonly unknown[]): string =>
    list.length === 0 ? '[]' : `[\n${list.map((one) => JSON.stringify(one)).join(',\n')}\n]`;
  return `${JSON.stringify(head).slice(0, -1)},"rows":${lines(rows)},"checks":${lines(checks)},"facts":${lines(facts)}}`;
}
