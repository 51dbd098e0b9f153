/**
 * The version that brought a difference, as far as the tables know it.
 */
import { hexNumber } from '../bytes/hex.js';
import { compareVersions } from '../bytes/version.js';
import { type Catalog, hasRole } from '../catalog/catalog.js';
import type { Arrival, Interface } from '../model/interface.js';
import { type EffectiveRow, effectiveRow, nearestVersion } from '../rules/effective-row.js';
import { memberOf, structOf } from '../rules/facts.js';
import type { Guests } from './guest.js';
import type { Move, Pair } from './moves.js';

/** What a version explains. */
export interface Since {
  /** `Linux 7.3`. */
  readonly version: string;
  /** What it brought, where more is known than the version. */
  readonly why: string | undefined;
  /** The versions of both captures agree with it, or nobody says them. */
  readonly explains: boolean;
  /** It was there before: the later capture is of an older version. */
  readonly isLost: boolean;
}

export type Versions = Pair<string | undefined>;

interface Found {
  readonly version: string;
  readonly why?: string | undefined;
  readonly isLost: boolean;
}

/** What a version of Linux brought to userspace. */
export function linuxSince(catalog: Catalog, move: Move, linux: Versions): Since | undefined {
  if (move.view === 'firmware' || move.view === 'guest') return undefined;
  const found = arrived(catalog, move, linux) ?? inTables(catalog, move) ?? fromRow(catalog, move, linux);
  if (found === undefined) return undefined;
  const explains = agrees(found.version, linux);
  return { version: `Linux ${found.version}`, why: found.why, explains, isLost: explains && found.isLost };
}

/** What a version of the guest's interface does otherwise with the same facts of the host. */
export function guestSince({ item, before, after, at }: Guests, catalog: Catalog, key: string): Since | undefined {
  const versions = { before: before.conditions.version, after: after.conditions.version };
  const row = catalog.row(item.name, structOf(key), memberOf(key).replace(/\[\d+\]/g, '[]'));
  if (row === undefined) return undefined;
  const rowIn = (version: string, which: keyof Pair<unknown>): EffectiveRow => {
    const { conditions } = which === 'before' ? before : after;
    return effectiveRow(item, row, { ...conditions, version });
  };
  const found = boundary(item, versions, rowIn, at && ((version) => String(at(version).find(key)?.value)));
  // The first sentence is the cause.
  const why = found?.why?.split(/(?<=[.]) (?=[A-Z])/)[0];
  return found && { version: `QEMU ${found.version}`, why, explains: true, isLost: found.isLost };
}

function isBack({ before, after }: Versions): boolean {
  return before !== undefined && after !== undefined && compareVersions(before, after) > 0;
}

/** News add a struct, a member, bits of a flag word, or to a number that counts them. */
function isLess({ before, after }: Move): boolean {
  if (before === undefined || after === undefined) return after === undefined;
  const [a, b] = [before.value, after.value];
  return typeof a === 'bigint' && typeof b === 'bigint' && a > b;
}

/** An entry of the interface's own list of news. */
function arrived(catalog: Catalog, move: Move, linux: Versions): Found | undefined {
  const all = catalog.interfaces().flatMap(({ arrivals = [] }) => arrivals);
  const one = all.find((arrival) => isAbout(arrival, move));
  const isWhole = move.before === undefined || move.after === undefined || one?.mask !== undefined;
  return one && { version: one.from, why: one.why, isLost: isWhole ? isLess(move) : isBack(linux) };
}

function isAbout({ field, index, mask }: Arrival, { struct, attribute, before, after }: Move): boolean {
  const tag = struct.replace(/\[\d+\]$/, '');
  if (index !== undefined && struct !== `${tag}[${index}]`) return false;
  if (field !== (attribute === '' ? tag : `${tag}.${attribute}`)) return false;
  if (mask === undefined) return true;
  const [a, b] = [before?.value ?? 0n, after?.value ?? 0n];
  return typeof a === 'bigint' && typeof b === 'bigint' && ((a ^ b) & ~BigInt(mask)) === 0n;
}

/** Structs, members, versions of capabilities and lengths say since when they are there. */
function inTables(catalog: Catalog, move: Move): Found | undefined {
  const { view, struct, attribute, before, after, key } = move;
  const isLost = isLess(move);
  if (view === 'sysfs') {
    const rows = catalog.interfaces().flatMap((item) => (item.view === 'sysfs' ? item.rows : []));
    const target = rows.flatMap((row) => row.to ?? []).find(({ field }) => field === `sysfs.${attribute}`);
    return (before === undefined || after === undefined) && target?.since !== undefined
      ? { version: target.since, isLost }
      : undefined;
  }
  const layout = catalog.layout(struct.replace(/\[\d+\]$/, ''));
  if (layout === undefined) return undefined;
  // Whether firmware has the fact decides, not the kernel.
  if (attribute === '') return key === struct ? release(layout.since, isLost) : undefined;
  const fact = before ?? after;
  if (before === undefined || after === undefined) return release(fact?.leaf?.field?.since, isLost);
  const [a, b] = [before.value, after.value];
  if (typeof a !== 'bigint' || typeof b !== 'bigint') return undefined;
  if (hasRole(layout, 'capability') && attribute.endsWith('.version')) {
    const newer = layout.role.versions.find(({ version }) => BigInt(version) === (a > b ? a : b));
    return release(newer?.since, isLost);
  }
  if (!hasRole(layout, 'info') || layout.role.chain?.offset !== attribute) return undefined;
  const [, ...later] = layout.shapes ?? [];
  const shape = later.find(({ size }) => BigInt(size) === (a > b ? a : b));
  return shape && { version: shape.linux, why: `the fixed part has ${shape.size} bytes since then`, isLost };
}

function release(since: string | undefined, isLost: boolean): Found | undefined {
  const version = /^Linux (\d+(?:[.]\d+)+)/.exec(since ?? '')?.[1];
  return version === undefined ? undefined : { version, isLost };
}

/** A row that is another one between the two kernels. */
function fromRow(catalog: Catalog, { view, key, attribute, struct }: Move, linux: Versions): Found | undefined {
  const { before, after } = linux;
  if (before === undefined || after === undefined) return undefined;
  for (const item of catalog.interfaces().filter((one) => one.view === view)) {
    const row = catalog.row(item.name, structOf(key), memberOf(key).replace(/\[\d+\]/g, '[]'));
    if (row?.to?.some(({ field }) => field === `${struct}.${attribute}`) !== true) continue;
    const found = boundary(item, { before, after }, (version) =>
      effectiveRow(item, row, { version, defaultGroup: false }),
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The first version from which on a row is what the newer side has; with `valueIn` the first from which on the value is.
 */
function boundary(
  item: Interface,
  { before, after }: Pair<string>,
  rowIn: (version: string, which: keyof Pair<unknown>) => EffectiveRow,
  valueIn?: (version: string) => string,
): Found | undefined {
  const isUp = compareVersions(before, after) < 0;
  const [older, newer] = [before, after].map((one) => nearestVersion(item.versions, one)).sort(compareVersions);
  if (older === undefined || newer === undefined || older === newer) return undefined;
  const [oldSide, newSide] = isUp ? (['before', 'after'] as const) : (['after', 'before'] as const);
  const wanted = rowIn(newer, newSide);
  if (textOf(rowIn(older, oldSide)) === textOf(wanted)) return undefined;
  const between = item.versions.filter((one) => compareVersions(one, older) > 0 && compareVersions(one, newer) <= 0);
  const isNew = (one: string): boolean =>
    valueIn === undefined ? textOf(rowIn(one, newSide)) === textOf(wanted) : valueIn(one) === valueIn(newer);
  const version = between[between.findLastIndex((one) => !isNew(one)) + 1];
  return version === undefined ? undefined : { version, why: wanted.why, isLost: !isUp };
}

/** What decides the value. */
function textOf({ targets, via }: EffectiveRow): string {
  return JSON.stringify([targets, via], (_key, value: unknown) =>
    typeof value === 'bigint' ? hexNumber(value) : value,
  );
}

/** One capture is older, the other is not; what is not known speaks against nothing. */
function agrees(version: string, { before, after }: Versions): boolean {
  const isOlder = (one: string | undefined): boolean => one === undefined || compareVersions(one, version) < 0;
  const isNewer = (one: string | undefined): boolean => one === undefined || compareVersions(one, version) >= 0;
  return (isOlder(before) && isNewer(after)) || (isOlder(after) && isNewer(before));
}
