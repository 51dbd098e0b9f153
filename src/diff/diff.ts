/**
 * Firmware against what userspace and the guest see.
 */
import { builtInCatalog, type Catalog } from '../catalog/catalog.js';
import { type DiffReport, type DiffResult, type DiffSeverity, diffSchema } from '../model/diff.js';
import { ToolError } from '../model/errors.js';
import { compareFunction, type DiffInput } from './compare-function.js';
import { countSeverities, countVerdicts } from './count.js';
import { configurationReport } from './given.js';
import { otherHints } from './hints.js';
import { leftOutReport } from './left-out.js';
import { pairBlocks } from './pair/pair.js';
import { hasUsers } from './require-comparable.js';
import { worst } from './severity.js';
import { type Compared, type SideBlock, sharedGroups } from './shared-groups.js';

export type { DiffInput } from './compare-function.js';

/**
 * Compares one function's firmware blocks with the blocks of its users: whatever `decodeBlock` returned, each on the
 * side that it was taken from. A row for each fact of firmware, with a verdict, severity and reason for every side.
 *
 * @throws ToolError when there is no firmware block, no user's block, two of one kind on a side, or when the
 * blocks are of different functions.
 */
export function diffViews(input: DiffInput): DiffReport {
  return compareFunction(input, input.options?.catalog ?? builtInCatalog()).report;
}

/**
 * The same for blocks of one or several functions: one report each, and one on the guest groups they share.
 *
 * @throws ToolError as `diffViews`, and when a block fits no function, or could belong to several.
 */
export function diffFunctions(input: DiffInput): readonly DiffReport[] {
  const { reports, problems } = compareAll(input);
  const [first, ...others] = problems;
  if (first !== undefined) throw new ToolError(first, others);
  return reports;
}

/** Reports as far as they go, and what stands in the way of more. */
export interface Comparisons {
  readonly reports: readonly DiffReport[];
  /** What each report is about, where it is about blocks. */
  readonly blocks: ReadonlyMap<DiffReport, readonly SideBlock[]>;
  readonly problems: readonly string[];
}

/**
 * Compares what can be compared, and says what cannot.
 *
 * @throws ToolError as `diffViews` for a single function; with more only when none of them can be compared.
 */
export function compareAll(given: DiffInput): Comparisons {
  // The hotplug slot of a function in standby is no view of its facts.
  const input = { ...given, sysfs: given.sysfs?.filter(({ isSlot }) => isSlot !== true) ?? [] };
  const catalog = input.options?.catalog ?? builtInCatalog();
  const blocks = { firmware: input.firmware, vfio: input.vfio ?? [], guest: input.guest ?? [] };
  const { sets, left, problems } = pairBlocks(catalog, blocks);
  const isAny = sets.some((set) => hasUsers({ ...set, sysfs: input.sysfs ?? [] }));
  if (problems.length > 0 && !isAny) throw new ToolError(problems[0] ?? '', problems.slice(1));
  const results = sets.map((set) => compareSet({ ...input, ...set }, catalog, isAny && sets.length > 1));
  const compared = results.filter((result) => typeof result !== 'string');
  if (compared.length === 0)
    throw new ToolError([...results.filter((result) => typeof result === 'string')].join('; '));
  const groups = sharedGroups(compared);
  return {
    reports: [
      ...compared.map(({ report }) => report),
      ...(groups === null ? [] : [groups]),
      ...configurationReport(input.configs ?? [], compared),
      ...leftOutReport([...left, ...otherHints(compared, input.hints ?? [])]),
    ],
    blocks: new Map(compared.map(({ report, blocks }) => [report, blocks])),
    problems: [...problems, ...results.filter((result) => typeof result === 'string')],
  };
}

/** One of several functions: what is wrong with its blocks does not keep the others from being compared. */
function compareSet(input: DiffInput, catalog: Catalog, isOneOfSeveral: boolean): Compared | string {
  if (!isOneOfSeveral) return compareFunction(input, catalog);
  try {
    return compareFunction(input, catalog, isOneOfSeveral);
  } catch (error) {
    if (error instanceof ToolError) return error.message;
    throw error;
  }
}

/** The gravest thing that a report says. */
export function severityOf(report: DiffReport): DiffSeverity {
  return [...report.rows, ...report.checks].reduce<DiffSeverity>((all, one) => worst(all, one.severity), 'ok');
}

/** The JSON document of one or more reports. */
export function diffResult(reports: readonly DiffReport[], exitCode: number): DiffResult {
  const of = <T extends object>(part: (report: DiffReport) => readonly T[]): (T & { readonly function: string })[] =>
    reports.flatMap((report) => part(report).map((one) => ({ function: report.title, ...one })));
  return {
    schema: diffSchema,
    functions: reports.map((report) => ({
      title: report.title,
      sides: report.sides,
      summary: report.summary,
      severities: countSeverities(report),
    })),
    rows: of((report) => report.rows),
    checks: of((report) => report.checks),
    facts: of((report) => report.facts),
    summary: countVerdicts(reports.flatMap((report) => report.rows)),
    exitCode,
  };
}
