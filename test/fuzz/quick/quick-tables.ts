/** What holds for tables of the user, by the library alone. */
import { catalog, type Endian } from '../../../src/index.js';
import { loadTables } from '../../../src/user-tables/load.js';
import { type MemoryFiles, memoryIo } from '../../support/memory-io.js';
import { decodeQuick } from './decode-quick.js';
import { awaitedResult } from './hold-said.js';

/** Tables that the lint lets pass decode any bytes, and encode what they decoded to the same. @throws Finding. */
export async function judgeTablesQuick(
  names: { readonly layouts?: string; readonly views?: string },
  files: MemoryFiles,
  bytes: Uint8Array,
  endian: Endian,
): Promise<void> {
  const own = await awaitedResult(() => loadTables(names, memoryIo(new Map(files)).files, catalog));
  if (own === undefined) return;
  const changed = own.layouts().filter((layout) => layout !== catalog.layout(layout.tag, layout.interface));
  for (const { tag, interface: name } of changed) {
    const type = name === undefined ? tag : `${tag}@${name}`;
    decodeQuick(bytes, { type, endian, catalog: own });
  }
}
