/**
 * Which differences are allowed, and which allowances do nothing.
 */
import { compareVersions } from '../bytes/version.js';
import type { Manifest } from '../load/manifest.js';
import type { AllowanceProblem, Difference, DifferenceKind } from '../model/check.js';
import { ToolError } from '../model/errors.js';
import type { CaseFiles } from '../model/ports.js';
import { type AllowEntry, parseAllowList } from './allow-list.js';
import type { AllowPlace } from './find-cases.js';
import { matchesGlob } from './glob.js';

/** Versions that an allowance may end with. */
export interface Versions {
  readonly tool: string;
  /** The newest that the tables know; they count for a case that does not say its own. */
  readonly linux: string;
  readonly qemu: string;
}

interface Allowance extends AllowEntry {
  readonly place: AllowPlace;
  /** Number in its file, counted from 1. */
  readonly number: number;
}

/** A list of allowances has at most this many bytes. */
const listLimit = 1 << 22;

/** Follow from other differences: allowed when all of those are. */
const consequences: ReadonlySet<DifferenceKind> = new Set(['bytes', 'statement']);

export class Allowances {
  private readonly used = new Set<Allowance>();
  private readonly expired = new Map<Allowance, string>();
  private readonly entries: readonly Allowance[];
  private readonly versions: Versions;

  constructor(entries: readonly Allowance[], versions: Versions) {
    this.entries = entries;
    this.versions = versions;
  }

  /** The differences of a case, each with the reason of the allowance that covers it. */
  apply(name: string, interfaces: Manifest['interfaces'], differences: readonly Difference[]): readonly Difference[] {
    const mine = this.entries.filter((one) => isFor(one, name));
    if (mine.length === 0) return differences;
    const direct = differences.map((one) => ({ ...one, allowed: this.reasonFor(mine, name, interfaces, one) }));
    return direct.map((one) => (consequences.has(one.kind) ? { ...one, allowed: followed(one, direct) } : one));
  }

  /** Entries that covered nothing in the cases checked; those about other cases are left alone. */
  problems(checked: readonly string[], known: readonly string[]): readonly AllowanceProblem[] {
    return this.entries.flatMap((one) => {
      const { place, number } = one;
      const report = (message: string): AllowanceProblem[] => [
        { file: place.name, entry: number, case: one.case, message },
      ];
      const end = this.expired.get(one);
      if (end !== undefined) return report(`ended with ${end}; what it allowed is judged again`);
      if (this.used.has(one)) return [];
      if (!known.some((name) => isFor(one, name))) return place.isPart ? [] : report('names no case');
      return checked.some((name) => isFor(one, name)) ? report('matches no difference: take it out') : [];
    });
  }

  private reasonFor(
    mine: readonly Allowance[],
    name: string,
    interfaces: Manifest['interfaces'],
    difference: Difference,
  ): string | null {
    let reason: string | null = null;
    for (const one of mine) {
      if (!covers(one, difference)) continue;
      const end = this.endOf(one, interfaces);
      if (end !== null) this.expired.set(one, `${end} (case ${name})`);
      else {
        this.used.add(one);
        reason ??= one.reason;
      }
    }
    return reason;
  }

  /** The version that ended the allowance for this case; null while it holds. */
  private endOf({ until }: Allowance, interfaces: Manifest['interfaces']): string | null {
    const [what = '', version = ''] = until?.split(' ') ?? [];
    if (until === undefined) return null;
    const now =
      what === 'linux'
        ? (interfaces?.linux ?? this.versions.linux)
        : what === 'qemu'
          ? (interfaces?.qemu ?? this.versions.qemu)
          : this.versions.tool;
    return compareVersions(now, version) >= 0 ? until : null;
  }
}

function isFor({ place, case: pattern }: Allowance, name: string): boolean {
  return name.startsWith(place.prefix) && isNamed(pattern, place.prefix, name);
}

/** Names are relative to the folder of the list; a list inside a case may call it by its name. */
function isNamed(pattern: string, prefix: string, name: string): boolean {
  return matchesGlob(pattern, name.slice(prefix.endsWith('/') ? prefix.length : 0)) || matchesGlob(pattern, name);
}

function covers(one: Allowance, difference: Difference): boolean {
  if (one.issue !== undefined && (difference.kind !== 'issue' || difference.code !== one.issue)) return false;
  if (one.verdict !== undefined && (difference.kind !== 'verdict' || difference.code !== one.verdict)) return false;
  if (one.field === undefined) return true;
  const { path } = difference;
  return path !== '' && (matchesGlob(one.field, path) || matchesGlob(one.field, path.slice(path.indexOf('.') + 1)));
}

/** The reason of what a difference follows from, when all of that is allowed. */
function followed(difference: Difference, all: readonly Difference[]): string | null {
  const causes = all.filter(
    (one) => !consequences.has(one.kind) && (difference.kind === 'statement' || one.file === difference.file),
  );
  return causes.every((one) => one.allowed !== null) ? (causes[0]?.allowed ?? null) : null;
}

/** All lists that were found. A broken one is trouble, and allows nothing. */
export async function loadAllowances(
  files: CaseFiles,
  places: readonly AllowPlace[],
  versions: Versions,
): Promise<{ allowances: Allowances; troubles: readonly ToolError[] }> {
  const entries: Allowance[] = [];
  const troubles: ToolError[] = [];
  for (const place of places) {
    try {
      const list = parseAllowList(await files.read(place.path, listLimit), place.path);
      for (const [i, one] of list.entries()) entries.push({ ...one, place, number: i + 1 });
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      troubles.push(error);
    }
  }
  return { allowances: new Allowances(entries, versions), troubles };
}
