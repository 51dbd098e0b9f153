/**
 * User tables in memory: a small one that is right, and what the loader says of others.
 */
import { builtInCatalog, type Catalog, ToolError } from '../../src/index.js';
import type { Files } from '../../src/model/ports.js';
import { loadTables } from '../../src/user-tables/load.js';

/** JSON as it may be edited in a test. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Files that hold these texts. */
export function filesOf(content: Readonly<Record<string, string | Uint8Array>>): Files {
  return {
    read: async (path) => {
      const found = content[path];
      if (found === undefined) throw new ToolError(`${path}: no such file or directory`);
      return typeof found === 'string' ? new TextEncoder().encode(found) : found;
    },
    list: async () => null,
    write: async () => undefined,
  };
}

type Content = string | Uint8Array;

/** The catalog with the tables of `layouts.json` and `views.json`. */
export function load(layouts: Content | undefined, views?: Content): Promise<Catalog> {
  const names = {
    layouts: layouts === undefined ? undefined : 'layouts.json',
    views: views === undefined ? undefined : 'views.json',
  };
  const files = filesOf({ 'layouts.json': layouts ?? '', 'views.json': views ?? '' });
  return loadTables(names, files, builtInCatalog());
}

/** What the loader says: the message, then a line for each problem. */
export async function complaint(layouts: Content | undefined, views?: Content): Promise<string[]> {
  const error: unknown = await load(layouts, views).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ToolError) return [error.message, ...error.details];
  throw error ?? new Error('the tables were accepted');
}

const source = { file: 'include/uapi/linux/vfio.h', symbol: 'struct example', version: 'Linux 7.9' };

/** A capability that no kernel has, with one member of every sort. */
export const goodLayouts = {
  $schema: './layouts-1.json',
  schema: 'zpci-inspect/layouts@1',
  layouts: [
    {
      tag: 'vfio_device_info_cap_example',
      title: 'an example capability',
      byteOrder: 'host',
      size: 24,
      source,
      role: {
        kind: 'capability',
        of: 'vfio_device_info',
        id: '0x99',
        name: 'VFIO_DEVICE_INFO_CAP_EXAMPLE',
        versions: [
          { version: 1, size: 16, since: 'Linux 7.9' },
          { version: 2, size: '0x18', since: 'Linux 7.10' },
        ],
      },
      fields: [
        { name: 'header', type: 'struct', struct: 'vfio_info_cap_header', byteOffset: 0, doc: 'header' },
        { name: 'speed', type: 'u32', byteOffset: 8, doc: 'speed', format: { kind: 'unit', unit: 'Mb/s' } },
        { name: 'kind', type: 'u8', byteOffset: 12, doc: 'kind', format: { kind: 'codes', codes: 'example-kind' } },
        { name: 'low', type: 'u8', byteOffset: 13, bitOffset: 4, bitLength: 4, doc: 'low bits' },
        { name: 'mac', type: 'bytes', byteOffset: 16, length: 6, minVersion: 2, doc: 'address' },
        { name: 'unused', type: 'u16', byteOffset: 22, minVersion: 2, reserved: true, doc: 'reserved' },
      ],
    },
  ],
  codes: [
    {
      tag: 'example-kind',
      what: 'kind of example',
      digits: 2,
      source,
      entries: [
        { value: 0, text: 'none' },
        { value: '0x1', text: 'some' },
      ],
    },
  ],
};

/** A deep copy that a test may change. */
export function copyOf(value: object): Json {
  return JSON.parse(JSON.stringify(value));
}

/** Sets or, with `undefined`, takes out what stands at a path. */
export function change(value: Json, path: readonly (string | number)[], to: Json | undefined): Json {
  const owner = path.slice(0, -1).reduce<Json>((inner, key) => at(inner, key), value);
  const key = path.at(-1) ?? '';
  if (Array.isArray(owner) && typeof key === 'number') {
    if (to === undefined) owner.splice(key, 1);
    else owner[key] = to;
  } else if (isObject(owner)) {
    if (to === undefined) delete owner[key];
    else owner[key] = to;
  } else throw new Error(`nothing at ${path.join('.')}`);
  return value;
}

function at(value: Json, key: string | number): Json {
  const found = Array.isArray(value) ? value[Number(key)] : isObject(value) ? value[key] : undefined;
  if (found === undefined) throw new Error(`no ${key}`);
  return found;
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
