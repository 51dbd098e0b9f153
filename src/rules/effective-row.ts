/**
 * A row as it holds for one version, mode and container: the first variant that matches, else the row.
 */
import { compareVersions } from '../bytes/version.js';
import { reasonOf } from '../catalog/exposure.js';
import { ToolError } from '../model/errors.js';
import type { ExposureClass, ExposureRow, Interface, Mode, Target, Variant } from '../model/interface.js';

export interface Conditions {
  readonly version: string;
  readonly mode?: Mode | undefined;
  readonly container?: 'type1' | 'iommufd' | undefined;
  readonly defaultGroup: boolean;
}

export interface EffectiveRow {
  readonly row: ExposureRow;
  readonly class: ExposureClass;
  readonly targets: readonly Target[];
  readonly via: string | undefined;
  /** In full. */
  readonly why: string;
  readonly unsure: string | undefined;
}

/** The row under these conditions. */
export function effectiveRow(item: Interface, row: ExposureRow, conditions: Conditions): EffectiveRow {
  const variant = row.variants?.find((one) => matches(one, conditions));
  return {
    row,
    class: variant?.class ?? row.class,
    targets: variant?.to ?? row.to ?? [],
    via: variant?.via ?? row.via,
    why: reasonOf(item, variant?.why ?? row.why),
    unsure: variant?.unsure ?? row.unsure,
  };
}

function matches({ when }: Variant, conditions: Conditions): boolean {
  if (when.mode !== undefined && when.mode !== conditions.mode) return false;
  if (when.container !== undefined && when.container !== conditions.container) return false;
  if (when.defaultGroup === true && !conditions.defaultGroup) return false;
  if (when.from !== undefined && compareVersions(conditions.version, when.from) < 0) return false;
  return when.before === undefined || compareVersions(conditions.version, when.before) < 0;
}

/** The newest known version that is not newer than the one given; the oldest when all are. */
export function nearestVersion(versions: readonly string[], wanted: string): string {
  const older = versions.filter((version) => compareVersions(version, wanted) <= 0);
  return older.at(-1) ?? versions[0] ?? wanted;
}

/** This version of a guest's interface lets functions be interpreted; without a version the newest is meant. */
export function hasInterpretation({ interpretedSince }: Interface, version: string | undefined): boolean {
  return interpretedSince === undefined || version === undefined || compareVersions(version, interpretedSince) >= 0;
}

/** @throws ToolError when this version of a guest's interface has no such mode. */
export function requireMode(item: Interface, mode: Mode, version: string | undefined): void {
  if (mode !== 'interpret' || hasInterpretation(item, version)) return;
  throw new ToolError(
    `mode interpret with QEMU ${version}: interpretation came with ${item.interpretedSince}; before, every function is intercepted`,
  );
}
