/**
 * One user side of a comparison: its facts, and which version of which interface they speak.
 */

import { compareVersions } from '../bytes/version.js';
import type { Catalog } from '../catalog/catalog.js';
import { ToolError } from '../model/errors.js';
import type { Interface, Mode, VersionClue, View } from '../model/interface.js';
import { containerText } from '../rules/container-text.js';
import { type Conditions, hasInterpretation, nearestVersion, requireMode } from '../rules/effective-row.js';
import type { Facts } from '../rules/facts.js';
import { type GuestViews, isDefaultGroup, modeOf } from './mode.js';

export interface DiffOptions {
  /** Given by the caller: bytes that another version wrote are refused. */
  readonly linux?: string | undefined;
  /** As somebody recorded it beside the blocks: where the bytes say otherwise, they are right. */
  readonly recordedLinux?: string | undefined;
  readonly qemu?: string | undefined;
  readonly mode?: Mode | undefined;
  readonly container?: 'type1' | 'iommufd' | undefined;
}

export interface Side {
  /** `vfio`, `guest`, `sysfs`, or the name of a proposal. */
  readonly key: string;
  readonly item: Interface;
  readonly facts: Facts;
  readonly conditions: Conditions;
  /** The version was given, or told by the bytes. */
  readonly versionKnown: boolean;
  /** The version as it was given; undefined when it was not. */
  readonly given: string | undefined;
  /** What the bytes tell of the version. */
  readonly clue: VersionClue | undefined;
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

/**
 * A side that shows firmware's facts to userspace.
 * @throws ToolError when the bytes are of another version than the caller says.
 */
export function userSide(key: string, item: Interface, facts: Facts, options: DiffOptions): Side {
  const clue = item.versionClues
    ?.filter((one) => one.when.every(({ field, value }) => facts.find(field)?.value === BigInt(value)))
    .at(-1);
  const isHost = item.view === 'vfio' || item.view === 'sysfs';
  const given = isHost ? options.linux : undefined;
  const isOther = (one: string | undefined): boolean => one !== undefined && clue !== undefined && !isWithin(one, clue);
  if (isOther(given)) {
    throw new ToolError(
      `--linux ${given}: the bytes are not of that version (${clue?.why}); leave --linux out, or is it another host's buffer? Distributions carry newer code in older versions`,
    );
  }
  const recorded = isHost && !isOther(options.recordedLinux) ? options.recordedLinux : undefined;
  const wanted = given ?? recorded;
  const version = wanted === undefined ? (clue?.version ?? item.version) : nearestVersion(item.versions, wanted);
  const product = key === 'vfio' || key === 'sysfs' ? 'Linux' : 'version';
  const newest = item.versions.length > 1 ? ', the newest: nothing in the bytes tells' : '';
  const why =
    wanted === undefined ? (clue?.why ?? `${product} ${version}${newest}`) : givenText(product, wanted, version);
  return {
    key,
    item,
    facts,
    conditions: { version, defaultGroup: false },
    versionKnown: wanted !== undefined || clue !== undefined,
    given: wanted,
    clue,
    why,
  };
}

/** The side has what came with a version; undefined when neither options nor bytes tell. */
export function isSince({ given, clue, item }: Side, version: string): boolean | undefined {
  if (given !== undefined) return compareVersions(given, version) >= 0;
  const oldest = clue?.from ?? item.versions[0];
  if (oldest !== undefined && compareVersions(oldest, version) >= 0) return true;
  return clue?.before !== undefined && compareVersions(clue.before, version) <= 0 ? false : undefined;
}

function isWithin(version: string, { from, before }: VersionClue): boolean {
  if (from !== undefined && compareVersions(version, from) < 0) return false;
  return before === undefined || compareVersions(version, before) < 0;
}

/** The version that was given, and the rules that hold for it: `Linux 6.12.107 (given); rules since 6.6`. */
function givenText(product: string, given: string, rules: string): string {
  const difference = compareVersions(rules, given);
  const since = difference > 0 ? `older than any known: the rules of ${rules} are taken` : `rules since ${rules}`;
  return `${product} ${given} (given); ${since}`;
}

/** The mode that the caller gives, or that the bytes tell as far as this version has it. */
function modeIn(item: Interface, views: GuestViews, { mode, qemu }: DiffOptions): Mode {
  if (mode !== undefined) {
    requireMode(item, mode, qemu);
    return mode;
  }
  const told = modeOf(item, views);
  return told === 'interpret' && !hasInterpretation(item, qemu) ? 'intercept' : told;
}

/**
 * The side of the guest, whose values come through what userspace sees.
 * @throws ToolError when this version has no such mode.
 */
export function guestSide(item: Interface, views: GuestViews, options: DiffOptions): Side {
  const { qemu } = options;
  const version = qemu === undefined ? item.version : nearestVersion(item.versions, qemu);
  const { guest: facts } = views;
  const mode = modeIn(item, views, options);
  const { container } = options;
  const defaultGroup = isDefaultGroup(item, version, views);
  const how = options.mode === undefined ? 'told by the bytes' : 'given';
  const parts = [
    qemu === undefined ? `QEMU ${version}, the newest: version not given` : givenText('QEMU', qemu, version),
    `mode ${mode} (${how})`,
    ...(defaultGroup ? ['default group'] : []),
    ...containerText(item, container, views.user),
  ];
  const conditions = { version, mode, container, defaultGroup };
  const why = parts.join('; ');
  return { key: 'guest', item, facts, conditions, versionKnown: qemu !== undefined, given: qemu, clue: undefined, why };
}
