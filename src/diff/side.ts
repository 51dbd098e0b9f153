/**
 * One user side of a comparison: its facts, and which version of which interface they speak.
 */
import type { Catalog } from '../catalog/catalog.js';
import { ToolError } from '../model/errors.js';
import type { Interface, Mode, View } from '../model/interface.js';
import { type Conditions, nearestVersion } from '../rules/effective.js';
import type { Store } from '../rules/store.js';

export interface DiffOptions {
  readonly linux?: string | undefined;
  readonly qemu?: string | undefined;
  readonly mode?: Mode | undefined;
  readonly container?: 'type1' | 'iommufd' | undefined;
}

export interface Side {
  /** `vfio`, `guest`, `sysfs`, or the name of a proposal. */
  readonly key: string;
  readonly item: Interface;
  readonly store: Store;
  readonly conditions: Conditions;
  /** The version was given, or told by the bytes. */
  readonly versionKnown: boolean;
  /** How version and mode were found, in one line. */
  readonly why: string;
}

/** The interface of a view that decode shows, or of that name. */
export function interfaceNamed(catalog: Catalog, name: string): Interface {
  const item = catalog.interfaces().find((one) => one.name === name);
  if (item === undefined)
    throw new ToolError(
      `no interface ${name}; known are ${catalog
        .interfaces()
        .map((one) => one.name)
        .join(', ')}`,
    );
  return item;
}

/** The usual interface of a view. */
export function usualInterface(catalog: Catalog, view: View): Interface {
  const item =
    catalog.interfaces().find((one) => one.view === view && one.besideFields) ??
    catalog.interfaces().find((one) => one.view === view);
  if (item === undefined) throw new ToolError(`no interface for the view ${view}`);
  return item;
}

/** A side that shows firmware's facts to userspace. */
export function userSide(key: string, item: Interface, store: Store, options: DiffOptions): Side {
  const clue = item.versionClues
    ?.filter((one) => one.when.every(({ field, value }) => store.find(field)?.value === BigInt(value)))
    .at(-1);
  const wanted = item.view === 'vfio' || item.view === 'sysfs' ? options.linux : undefined;
  const version = wanted === undefined ? (clue?.version ?? item.version) : nearestVersion(item.versions, wanted);
  const nearest = wanted !== undefined && version !== wanted ? `, the nearest known at or below ${wanted}` : '';
  const why =
    wanted === undefined ? (clue?.why ?? 'newest version: nothing in the bytes tells') : `version given${nearest}`;
  return {
    key,
    item,
    store,
    conditions: { version, defaultGroup: false },
    versionKnown: wanted !== undefined || clue !== undefined,
    why,
  };
}

/** The side of the guest, whose values come through what userspace sees. */
export function guestSide(item: Interface, store: Store, user: Store | undefined, options: DiffOptions): Side {
  const { qemu } = options;
  const version = qemu === undefined ? item.version : nearestVersion(item.versions, qemu);
  const nearest = qemu !== undefined && version !== qemu ? ` (nearest known at or below ${qemu})` : '';
  const mode = options.mode ?? modeOf(item, store, user);
  const container = options.container ?? containerOf(item, user);
  const defaultGroup = isDefaultGroup(item, user);
  const how = options.mode === undefined ? 'told by the bytes' : 'given';
  const parts = [
    qemu === undefined ? 'version not given, newest taken' : `version given${nearest}`,
    `mode ${mode} (${how})`,
    ...(defaultGroup ? ['default group'] : []),
    ...(container === 'iommufd' ? ['iommufd container'] : []),
  ];
  const conditions = { version, mode, container, defaultGroup };
  return { key: 'guest', item, store, conditions, versionKnown: qemu !== undefined, why: parts.join(', ') };
}

function integer(store: Store | undefined, field: string): bigint | undefined {
  const value = store?.find(field)?.value;
  return typeof value === 'bigint' ? value : undefined;
}

function modeOf(item: Interface, store: Store, user: Store | undefined): Mode {
  const clues = item.modeClues;
  if (clues === undefined) return 'intercept';
  const group = integer(store, clues.group.guest);
  const isHostGroup =
    group !== undefined && group === integer(user, clues.group.user) && group < BigInt(clues.group.below);
  if (isHostGroup) return 'interpret';
  const handle = integer(store, clues.handle.guest);
  const kind = handle === undefined ? undefined : handle & BigInt(clues.handle.mask);
  return kind === BigInt(clues.handle.emulated) ? 'emulated' : 'intercept';
}

function containerOf(item: Interface, user: Store | undefined): 'type1' | 'iommufd' | undefined {
  const clue = item.modeClues?.container;
  const value = clue === undefined ? undefined : integer(user, clue.user);
  if (clue === undefined || value === undefined) return undefined;
  return value === BigInt(clue.iommufd) ? 'iommufd' : 'type1';
}

function isDefaultGroup(item: Interface, user: Store | undefined): boolean {
  const clue = item.modeClues?.defaultGroup;
  if (clue === undefined || user === undefined) return false;
  const host = integer(user, clue.host);
  if (host !== undefined && host >= BigInt(clue.from)) return true;
  return user.couldHold(clue.capability) && !user.has(clue.capability);
}
