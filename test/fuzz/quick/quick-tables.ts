/** What holds for tables of the user, by the library alone. */
import { catalog, type Endian, type Layout } from '../../../src/index.js';
import { loadTables } from '../../../src/user-tables/load.js';
import { type MemoryFiles, memoryIo } from '../../support/memory-io.js';
import { decodeQuick } from './decode-quick.js';
import { awaitedResult } from './hold-said.js';

const mostVersions = 4;

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
  for (const layout of changed) {
    const { tag, interface: name } = layout;
    const type = name === undefined ? tag : `${tag}@${name}`;
    for (const block of blocksFor(layout, bytes, endian)) decodeQuick(block, { type, endian, catalog: own });
  }
}

/** The bytes, a few of them, and of a capability the bytes with each of its versions. */
function blocksFor({ role }: Layout, bytes: Uint8Array, endian: Endian): Uint8Array[] {
  const versions = role.kind === 'capability' ? role.versions.slice(0, mostVersions) : [];
  const versioned = versions.map(({ version }) => {
    const copy = Uint8Array.from(bytes);
    if (copy.length >= 4) new DataView(copy.buffer).setUint16(2, version, endian === 'little');
    return copy;
  });
  return [bytes, bytes.slice(0, bytes.length >> 1), bytes.slice(0, 7), ...versioned];
}
