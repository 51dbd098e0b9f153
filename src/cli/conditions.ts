/**
 * Options that narrow the tables down to one version, mode or container.
 */
import type { Command } from 'commander';
import type { Catalog } from '../catalog/catalog.js';
import type { KnownConditions } from '../rules/narrow.js';
import { checkVersion } from './check-version.js';
import { containerOption, modeOption } from './shared-options.js';

export type ConditionOptions = KnownConditions;

/** Adds the options to a command that shows tables. */
export function addConditionOptions(command: Command): Command {
  return command
    .option('--linux <version>', 'rows of the host as this Linux has them')
    .option('--qemu <version>', 'rows of the guest as this QEMU has them')
    .addOption(modeOption('rows of the guest for this mode'))
    .addOption(containerOption());
}

/**
 * The tables under the conditions that the options name.
 * @throws ToolError when a version is none, or knows no such mode.
 */
export async function narrowedCatalog(catalog: Catalog, options: ConditionOptions): Promise<Catalog> {
  const { linux, qemu, mode, container } = options;
  checkVersion('--linux', linux);
  checkVersion('--qemu', qemu);
  const { narrowCatalog } = await import('../rules/narrow.js');
  return narrowCatalog(catalog, { linux, qemu, mode, container });
}
