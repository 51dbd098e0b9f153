/**
 * One user side of a comparison: its facts, and which version of which interface they speak.
 */

import { compareVersions } from '../bytes/version.js';
import type { Catalog } from '../catalog/catalog.js';
import { ToolError } from '../model/errors.js';
import type { Interface, Mode, View } from '../model/interface.js';
import { type Conditions, nearestVersion } from '../rules/effective.js';
import type { Store } from '../rules/store.js';
import { containerOf, type GuestViews, isDefaultGroup, modeOf } from './mode.js';

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
  const nearest = wanted === undefined ? '' : nearness(version, wanted);
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

/** How far the version taken is from the one wanted. */
function nearness(taken: string, wanted: string): string {
  const difference = compareVersions(taken, wanted);
  if (difference === 0) return '';
  return difference > 0
    ? `, older than any known: ${taken} taken for ${wanted}`
    : `, nearest known version below ${wanted}`;
}

/** The side of the guest, whose values come through what userspace sees. */
export function guestSide(item: Interface, views: GuestViews, options: DiffOptions): Side {
  const { qemu } = options;
  const version = qemu === undefined ? item.version : nearestVersion(item.versions, qemu);
  const nearest = qemu === undefined ? '' : nearness(version, qemu);
  const { guest: store } = views;
  const mode = options.mode ?? modeOf(item, views);
  const container = options.container ?? containerOf(item, views);
  const defaultGroup = isDefaultGroup(item, views);
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
