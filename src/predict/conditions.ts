/**
 * Under which conditions the answers are made: version, mode, container, group, relaxed translation.
 */
import type { CodePage } from '../bytes/ebcdic.js';
import type { Catalog } from '../catalog/catalog.js';
import { genericLeaves } from '../catalog/field-table.js';
import type { Leaf } from '../catalog/plan.js';
import { ToolError } from '../model/errors.js';
import type { Container, ExposureRow, Interface, Mode } from '../model/interface.js';
import type { FactRole } from '../model/roles.js';
import { seekDefaultGroup } from '../rules/default-group.js';
import { type Conditions, type EffectiveRow, effectiveRow, nearestVersion } from '../rules/effective-row.js';
import { type Facts, memberOf, type Sought, seekInteger, structOf } from '../rules/facts.js';
import { chooseMode, type ModeChoice } from './mode.js';

/** What is given beside the bytes. */
export interface PredictOptions {
  /** Version of the guest's interface (QEMU); absent: the newest known. */
  readonly qemu?: string | undefined;
  /** Absent: what the interface does by itself, as far as the buffers allow; see `ModeChoice`. */
  readonly mode?: Mode | undefined;
  /** Absent: type1. */
  readonly container?: Container | undefined;
  /** The property of the device; absent: true, its default. */
  readonly relaxedTranslation?: boolean | undefined;
  /** Function id given to the guest. */
  readonly fid?: number | undefined;
  /** User-defined id given to the guest. */
  readonly uid?: number | undefined;
  /** EBCDIC code page in which texts are shown; absent: 037. */
  readonly codepage?: CodePage | undefined;
}

interface Doubt {
  readonly conditions: Partial<Conditions>;
  readonly why: string;
}

export interface PredictContext {
  readonly catalog: Catalog;
  readonly item: Interface;
  /** What the VFIO buffers say. */
  readonly facts: Facts;
  readonly options: PredictOptions;
  readonly conditions: Conditions & { readonly mode: Mode };
  /** What there was to choose from; undefined when the mode was given. */
  readonly modeChoice: ModeChoice | undefined;
  /** Other conditions that nobody can rule out: a field that they change is not predictable. */
  readonly doubts: readonly Doubt[];
  /** The function may be used without translation; undefined: nobody can tell. */
  readonly isRelaxed: boolean | undefined;
  /** This version knows relaxed translation. */
  readonly knowsRelaxed: boolean;
}

/** The path that plays a role for the guest or for userspace. @throws when the tables lack it: a bug. */
export function rolePath(catalog: Catalog, role: FactRole, view: 'guest' | 'vfio'): string {
  const path = catalog.roles().paths[role]?.[view];
  if (path === undefined) throw new Error(`no path of ${role} for ${view}`);
  return path;
}

/** The structs of the answers that are predicted, function first. */
export function answers(catalog: Catalog): readonly string[] {
  return (['groupId', 'relaxedTranslation'] as const).map((role) => structOf(rolePath(catalog, role, 'guest')));
}

/** Every member of a struct; none when the tables lack it. */
export function leavesOf(catalog: Catalog, tag: string): readonly Leaf[] {
  const layout = catalog.layout(tag);
  return layout === undefined ? [] : genericLeaves(catalog, layout);
}

/** The facts, a string capability that is longer than the guest's field left out: QEMU takes it for missing. */
function believed(catalog: Catalog, item: Interface, facts: Facts): Facts {
  const long = answers(catalog).flatMap((tag) =>
    leavesOf(catalog, tag).flatMap((leaf) => {
      const via = leaf.field?.type === 'bytes' ? catalog.row(item.name, tag, leaf.generic)?.via : undefined;
      const fact = via === undefined ? undefined : facts.find(via);
      return typeof fact?.value !== 'bigint' && fact !== undefined && fact.bits > leaf.bitLength
        ? [structOf(fact.path)]
        : [];
    }),
  );
  return {
    ...facts,
    has: (struct) => !long.includes(struct) && facts.has(struct),
    doubt: (struct) => (long.includes(struct) ? undefined : facts.doubt(struct)),
  };
}

/** The interface of guests that decode shows. */
function guestInterface(catalog: Catalog): Interface & { readonly modeClues: NonNullable<Interface['modeClues']> } {
  const item = catalog.interfaces().find((one) => one.view === 'guest' && one.modeClues !== undefined);
  if (item?.modeClues === undefined) throw new Error('no interface for the guest');
  return { ...item, modeClues: item.modeClues };
}

/**
 * The conditions that options and bytes make.
 * @throws ToolError when the version is none.
 */
export function makeContext(catalog: Catalog, given: Facts, options: PredictOptions): PredictContext {
  const item = guestInterface(catalog);
  const facts = believed(catalog, item, given);
  const version = versionOf(item, options.qemu);
  const modeChoice = options.mode === undefined ? chooseMode(item, item.modeClues, version, facts) : undefined;
  const mode = options.mode ?? modeChoice?.allowed[0] ?? 'intercept';
  const fallback =
    mode === 'emulated'
      ? ({ kind: 'value', value: true } as const)
      : seekDefaultGroup(item.modeClues.defaultGroup, version, facts);
  const defaultGroup = fallback.kind === 'value' && fallback.value;
  const conditions = { version, mode, container: options.container, defaultGroup };
  const knowsRelaxed = doesKnowRelaxed(catalog, item, conditions);
  return {
    catalog,
    item,
    facts,
    options,
    conditions,
    modeChoice,
    doubts: doubtsOf(modeChoice, fallback),
    isRelaxed: knowsRelaxed ? isRelaxed(catalog, facts, options) : false,
    knowsRelaxed,
  };
}

/** Each doubt, and both together. */
function doubtsOf(choice: ModeChoice | undefined, fallback: Sought<boolean>): readonly Doubt[] {
  const [, other] = choice?.allowed ?? [];
  const why = choice?.doubt;
  const mode = why === undefined ? [] : [{ conditions: { mode: other }, why }];
  const group = fallback.kind === 'unknown' ? [{ conditions: { defaultGroup: true }, why: fallback.why }] : [];
  const both = mode.flatMap((one) =>
    group.map(({ conditions }) => ({ conditions: { ...one.conditions, ...conditions }, why: one.why })),
  );
  return [...mode, ...group, ...both];
}

function versionOf(item: Interface, wanted: string | undefined): string {
  if (wanted === undefined) return item.version;
  if (!/^\d+(\.\d+)*([-+].*)?$/.test(wanted)) {
    throw new ToolError(`${wanted} is no version of ${item.name}; write it as 10.0 or 10.0.13`);
  }
  return nearestVersion(item.versions, wanted);
}

/** The row of the guest's bit is made up, not a constant: the version has the property. */
function doesKnowRelaxed(catalog: Catalog, item: Interface, conditions: Conditions): boolean {
  const path = rolePath(catalog, 'relaxedTranslation', 'guest');
  const row = rowOf(catalog, item, path);
  const effective = effectiveRow(item, row, { ...conditions, defaultGroup: false });
  return effective.targets.some((target) => target.field === path && target.rule.kind === 'madeUp');
}

/** The row of `struct.member`. @throws when there is none: rows are total. */
function rowOf(catalog: Catalog, item: Interface, path: string): ExposureRow {
  const row = catalog.row(item.name, structOf(path), memberOf(path));
  if (row === undefined) throw new Error(`${item.name} says nothing of ${path}`);
  return row;
}

/** As the property says, but never for the one type of function that needs its translation tables. */
function isRelaxed(catalog: Catalog, facts: Facts, options: PredictOptions): boolean | undefined {
  if (options.relaxedTranslation === false) return false;
  const type = seekInteger(facts, rolePath(catalog, 'functionType', 'vfio'));
  if (type.kind === 'unknown') return undefined;
  const translated = catalog.roles().numbers.ism;
  return type.kind === 'none' || translated === undefined || type.value !== BigInt(translated);
}

/** Rows of these structs under two conditions, as text to compare: only what decides values. */
export function differs(
  context: PredictContext,
  structs: readonly string[],
  a: Partial<Conditions>,
  b: Partial<Conditions>,
): boolean {
  const text = (other: Partial<Conditions>): string =>
    JSON.stringify(
      context.item.rows
        .filter((row) => structs.includes(row.struct))
        .map((row) => decisive(effectiveRow(context.item, row, { ...context.conditions, ...other }))),
      (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
    );
  return text(a) !== text(b);
}

function decisive({ targets, via }: EffectiveRow): unknown {
  return { targets, via };
}
