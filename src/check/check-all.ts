/**
 * All cases below some folders.
 */
import type { Catalog } from '../catalog/catalog.js';
import {
  type CaseResult,
  type CaseStatus,
  type CheckResult,
  checkSchema,
  type Difference,
  summarize,
} from '../model/check.js';
import { ToolError } from '../model/errors.js';
import type { CaseFiles } from '../model/ports.js';
import type { FailOn } from '../model/severity.js';
import { type Allowances, loadAllowances, type Versions } from './allowances.js';
import { CaseCache } from './case-cache.js';
import { type CaseFindings, checkCase } from './check-case.js';
import { difference } from './difference.js';
import { type CasePlace, type Found, findCases, type Root, type Stray } from './find-cases.js';
import { passesFilter } from './glob.js';

export interface CheckOptions {
  readonly catalog: Catalog;
  readonly versions: Versions;
  readonly filter?: string | undefined;
  readonly update: boolean;
  readonly failOn: FailOn;
  readonly progress?: (done: number, total: number, failed: number) => void;
}

export interface CheckedCases {
  readonly result: CheckResult;
  /** Folders of the cases in the order of the result. */
  readonly dirs: readonly string[];
  /** Names of cases whose expectations have exposures, which were not compared. */
  readonly withExposures: readonly string[];
}

interface Judged {
  readonly result: CaseResult;
  readonly dir: string;
  readonly hasExposures?: boolean;
}

/** Checks every case below the roots. One that cannot be judged does not keep the others from being so. */
export async function checkAll(files: CaseFiles, roots: readonly Root[], options: CheckOptions): Promise<CheckedCases> {
  const found = await findCases(files, roots);
  const { allowances, troubles } = await loadAllowances(files, found.allowLists, options.versions);
  const passes = ({ name }: { name: string }): boolean =>
    options.filter === undefined || passesFilter(options.filter, name);
  const places = found.cases.filter(passes);
  const judged: Judged[] = [
    ...found.doubles.filter(({ place }) => passes(place)).map(doubleResult),
    ...found.strays.filter(passes).map(strayResult),
  ];
  let failed = judged.length;
  const cache = new CaseCache();
  for (const [i, place] of places.entries()) {
    const one = await judge(files, place, options, allowances, cache);
    if (one.result.status === 'fail' || one.result.status === 'error') failed++;
    judged.push(one);
    options.progress?.(i + 1, places.length, failed);
  }
  judged.sort((a, b) => (a.result.name < b.result.name ? -1 : a.result.name > b.result.name ? 1 : 0));
  const lines = [...found.troubles, ...troubles, ...nothingFits(found, judged, options.filter)].map(lineOf);
  const skipped = new Set(judged.flatMap(({ result }) => (result.status === 'skip' ? [result.name] : [])));
  const checked = places.map(({ name }) => name).filter((name) => !skipped.has(name));
  const known = found.cases.map(({ name }) => name);
  const problems = allowances.problems(checked, known);
  return {
    result: resultOf(judged, problems, lines, options),
    dirs: judged.map(({ dir }) => dir),
    withExposures: judged.filter(({ hasExposures }) => hasExposures === true).map(({ result }) => result.name),
  };
}

function resultOf(
  judged: readonly Judged[],
  allowances: CheckResult['allowances'],
  troubles: readonly string[],
  { failOn }: CheckOptions,
): CheckResult {
  const cases = judged.map(({ result }) => result);
  const summary = summarize(cases);
  const isTrouble = troubles.length > 0 || summary.error > 0;
  const isFound = (failOn !== 'never' && summary.fail > 0) || (failOn === 'warning' && allowances.length > 0);
  return { schema: checkSchema, cases, allowances, troubles, summary, exitCode: isTrouble ? 2 : isFound ? 1 : 0 };
}

async function judge(
  files: CaseFiles,
  place: CasePlace,
  options: CheckOptions,
  allowances: Allowances,
  cache: CaseCache,
): Promise<Judged> {
  const { catalog, update } = options;
  const { name, dir } = place;
  try {
    const findings = update ? await checkCase(files, place, catalog, true) : await cache.check(files, place, catalog);
    const { interfaces, updates, hasExposures } = findings;
    const differences = allowances.apply(name, interfaces, findings.differences);
    return { result: { name, ...statusOf(findings, differences), differences, updates }, dir, hasExposures };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    const reason = lineOf(error).replaceAll(`${dir}/`, '');
    return { result: { name, status: 'error', reason, differences: [], updates: [] }, dir };
  }
}

function statusOf(
  { updates, skipped }: CaseFindings,
  differences: readonly Difference[],
): { status: CaseStatus; reason: string } {
  if (skipped !== null) return { status: 'skip', reason: skipped };
  const open = differences.filter((one) => one.allowed === null);
  const allowed = differences.length - open.length;
  const [first] = open;
  if (first !== undefined) return { status: 'fail', reason: reasonOf(open, first) };
  if (updates.length > 0) {
    return { status: 'updated', reason: updates.map(({ file, what }) => `${file}: ${what}`).join('; ') };
  }
  return { status: 'pass', reason: allowed === 0 ? '' : `${countText(allowed, 'difference')} allowed` };
}

/** The first hash and the first other difference, and how many more there are. */
function reasonOf(open: readonly Difference[], first: Difference): string {
  const other = open.find((one) => one.kind !== 'bytes');
  const shown = first.kind === 'bytes' && other !== undefined ? [first, other] : [first];
  const rest = open.length - shown.length;
  return `${shown.map(shortText).join('; ')}${rest === 0 ? '' : `; ${countText(rest, 'more difference')}`}`;
}

function shortText(one: Difference): string {
  const what = [one.file, one.path, one.side].filter((text) => text !== null && text !== '').join(' ');
  if (one.kind === 'expectation') return `${what}: ${one.why}`;
  return `${what}: expected ${one.expected ?? 'nothing'}, got ${one.got ?? 'nothing'}`;
}

export function countText(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function strayResult({ name, dir, files }: Stray): Judged {
  const why = 'orphaned: there is no manifest beside it';
  const differences = files.map((file) => difference({ kind: 'expectation', file, expected: null, got: file, why }));
  const reason = `${files.join(', ')}: ${why}`;
  return { result: { name, status: 'fail', reason, differences, updates: [] }, dir };
}

function doubleResult({ place, first }: Found['doubles'][number]): Judged {
  const reason = `two cases have this name, ${first.dir} and ${place.dir}; check them one at a time, or from the folder above both`;
  return {
    result: { name: place.name, status: 'error', reason, differences: [], updates: [] },
    dir: place.dir,
  };
}

/** A run that checks nothing proves nothing. */
function nothingFits(found: Found, judged: readonly Judged[], filter: string | undefined): ToolError[] {
  if (filter === undefined || judged.length > 0 || found.cases.length === 0) return [];
  return [new ToolError(`--filter ${filter}: fits none of the ${countText(found.cases.length, 'case')}`)];
}

/** Details in full, on one line. */
function lineOf(error: ToolError): string {
  return [error.message, ...error.details].join('; ');
}
