/**
 * Options for tables of the user's own, and the catalog that they make.
 */
import type { Command } from 'commander';
import type { Catalog } from '../catalog/catalog.js';
import type { Io } from '../model/ports.js';

export interface TableOptions {
  readonly layouts?: string | undefined;
  readonly views?: string | undefined;
}

/** Adds the options of user tables to a command. */
export function addTableOptions(command: Command): Command {
  return command
    .option('--layouts <json>', 'layouts of your own, beside the built-in ones or instead of them')
    .option('--views <json>', 'interfaces of your own, beside the built-in ones or instead of them');
}

/**
 * The built-in tables with those that the options name; what reads them is loaded only then.
 * @throws ToolError with everything that is wrong with them.
 */
export async function catalogOf({ layouts, views }: TableOptions, io: Io): Promise<Catalog> {
  const { builtInCatalog } = await import('../catalog/catalog.js');
  if (layouts === undefined && views === undefined) return builtInCatalog();
  const { loadTables } = await import('../user-tables/load.js');
  return loadTables({ layouts, views }, io.files, builtInCatalog());
}
