/**
 * The tables as they are under some conditions: variants that are ruled out go, and one that holds takes the place of
 * its row.
 */
import { compareVersions } from '../bytes/version.js';
import { type Catalog, makeCatalog } from '../catalog/catalog.js';
import {
  type Container,
  conditionText,
  type ExposureRow,
  type Interface,
  type Mode,
  type Target,
  type Variant,
} from '../model/interface.js';
import { requireMode } from './effective-row.js';

/** What is known; anything else stays open. */
export interface KnownConditions {
  readonly mode?: Mode | undefined;
  readonly container?: Container | undefined;
  readonly linux?: string | undefined;
  readonly qemu?: string | undefined;
}

/**
 * The catalog with every row as it is under these conditions.
 * @throws ToolError when the version of QEMU has no such mode.
 */
export function narrowCatalog(catalog: Catalog, known: KnownConditions): Catalog {
  if (Object.values(known).every((one) => one === undefined)) return catalog;
  return makeCatalog({
    layouts: catalog.layouts(),
    codes: catalog.codes(),
    interfaces: catalog.interfaces().map((item) => narrowInterface(item, known)),
    roles: [catalog.roles()],
  });
}

function narrowInterface(item: Interface, known: KnownConditions): Interface {
  if (item.audit?.proposal === true) return item;
  const version = item.view === 'guest' ? known.qemu : known.linux;
  if (item.view === 'guest' && known.mode !== undefined) requireMode(item, known.mode, version);
  return {
    ...item,
    ...(version === undefined ? {} : { version }),
    rows: item.rows.map((row) => narrowRow(row, known, version)),
  };
}

/** The row as it is, with the variants that are still possible. */
export function narrowRow(row: ExposureRow, known: KnownConditions, version: string | undefined): ExposureRow {
  const { variants = [], ...own } = row;
  const open: Variant[] = [];
  let base: ExposureRow = own;
  for (const variant of variants) {
    const when = openConditions(variant.when, known, version);
    if (when === null) continue;
    if (Object.keys(when).length === 0) {
      const { when: _, ...instead } = variant;
      base = { ...own, ...instead };
      break;
    }
    // The first that fits wins: the same conditions once more are never reached.
    if (!open.some((one) => conditionText(one.when) === conditionText(when))) open.push({ ...variant, when });
  }
  const shown = version === undefined ? base : withoutYounger(base, version);
  return open.length === 0 ? shown : { ...shown, variants: open };
}

/** What is not settled of a condition; null when it cannot hold. */
function openConditions(
  { mode, container, from, before, ...others }: Variant['when'],
  known: KnownConditions,
  version: string | undefined,
): Variant['when'] | null {
  if (mode !== undefined && known.mode !== undefined && mode !== known.mode) return null;
  if (container !== undefined && known.container !== undefined && container !== known.container) return null;
  if (version !== undefined && from !== undefined && compareVersions(version, from) < 0) return null;
  if (version !== undefined && before !== undefined && compareVersions(version, before) >= 0) return null;
  return {
    ...others,
    ...(mode === undefined || known.mode !== undefined ? {} : { mode }),
    ...(container === undefined || known.container !== undefined ? {} : { container }),
    ...(version !== undefined || from === undefined ? {} : { from }),
    ...(version !== undefined || before === undefined ? {} : { before }),
  };
}

/** A place that came after this version is none; without any place the field is hidden. */
function withoutYounger(row: ExposureRow, version: string): ExposureRow {
  const to: readonly Target[] | undefined = row.to?.filter(
    ({ since }) => since === undefined || compareVersions(version, since) >= 0,
  );
  if (to === undefined || to.length === row.to?.length) return row;
  return { ...row, to, ...(to.length === 0 ? { class: 'hidden' as const } : {}) };
}
