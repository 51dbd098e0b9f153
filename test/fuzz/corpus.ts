/**
 * What is mutated: every block, text, manifest and table of the fixtures, and the text samples of the tests.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { catalog, decodeBlock, describeBlock, type Endian } from '../../src/index.js';
import { exportInterface, exportLayout } from '../../src/user-tables/export.js';
import type { MemoryFiles } from '../support/memory-io.js';

export interface CorpusBlock {
  readonly name: string;
  readonly type: string;
  readonly endian: Endian;
  readonly bytes: Uint8Array;
  /** Offsets and widths of members that say a length, a count, an offset, an id or a version. */
  readonly steering: readonly { readonly at: number; readonly size: number }[];
  /** Offsets of byte strings, which may be texts. */
  readonly strings?: readonly number[];
}

export interface CorpusCase {
  readonly name: string;
  /** Files by name inside the folder. */
  readonly files: MemoryFiles;
}

interface NamedText {
  readonly name: string;
  readonly text: string;
}

export interface Corpus {
  readonly blocks: readonly CorpusBlock[];
  /** Those of at most 1024 bytes. */
  readonly smallBlocks: readonly CorpusBlock[];
  readonly cases: readonly CorpusCase[];
  readonly texts: readonly NamedText[];
  readonly tables: readonly NamedText[];
  /** Logs, copies of sysfs and configurations of guests. */
  readonly logs: readonly NamedText[];
  /** Types of kernels. */
  readonly kernels: readonly { readonly name: string; readonly endian: Endian; readonly bytes: Uint8Array }[];
}

/** Reads the corpus of a checkout. */
export function readCorpus(root: string): Corpus {
  const cases = caseFolders(join(root, 'fixtures')).map((folder) => ({
    name: relative(join(root, 'fixtures'), folder),
    files: new Map(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file))])),
  }));
  const samples = join(root, 'test/input/samples');
  const texts = filesBelow(samples)
    .filter((file) => /\.(txt|log|dump|c)$/.test(file))
    .map((file) => ({ name: file.slice(samples.length + 1), text: readFileSync(file, 'utf8') }));
  const logs = [
    ...['test/input/logs', 'test/input/copies', 'test/input/pastes'].flatMap((folder) =>
      filesBelow(join(root, folder)).map((file) => ({ name: relative(root, file), text: readFileSync(file, 'utf8') })),
    ),
    ...cases.flatMap(({ name, files }) =>
      [...files]
        .filter(([file]) => /\.log$|sysfs\.txt$/.test(file))
        .map(([file, bytes]) => ({ name: `${name}/${file}`, text: Buffer.from(bytes).toString('utf8') })),
    ),
  ];
  const tables = [...cases.flatMap(tablesOf), ...builtInTables()];
  const kernels = filesBelow(join(root, 'test/btf/kernels'))
    .filter((file) => /\.(btf|o)$/.test(file))
    .map((file) => ({
      name: relative(root, file),
      endian: file.includes('x86') ? ('little' as const) : ('big' as const),
      bytes: new Uint8Array(readFileSync(file)),
    }));
  const blocks = cases.flatMap(blocksOf);
  const smallBlocks = blocks.filter(({ bytes }) => bytes.length <= 1024);
  return { blocks, smallBlocks, cases, texts, tables, logs, kernels };
}

function tablesOf({ name, files }: CorpusCase): NamedText[] {
  return [...files]
    .filter(([file]) => file === 'layouts.json' || file === 'views.json')
    .map(([file, bytes]) => ({ name: `${name}/${file}`, text: Buffer.from(bytes).toString('utf8') }));
}

/** What `fields --export` writes for every layout and interface. */
function builtInTables(): NamedText[] {
  return [
    ...catalog.layouts().map((one) => ({ name: `${one.tag}/layouts.json`, text: exportLayout(catalog, one) })),
    ...catalog.interfaces().map((one) => ({ name: `${one.name}/views.json`, text: exportInterface(one) })),
  ];
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesBelow(path) : [path]));
}

function caseFolders(folder: string): string[] {
  const files = filesBelow(folder);
  return files.filter((file) => file.endsWith('manifest.json')).map((file) => file.slice(0, -'/manifest.json'.length));
}

interface ListedBlock {
  readonly file: string;
  readonly type: string;
  readonly endian?: Endian;
}

function blocksOf({ name, files }: CorpusCase): CorpusBlock[] {
  const manifest: { blocks: ListedBlock[] } = JSON.parse(textOf(files, 'manifest.json'));
  return manifest.blocks.flatMap(({ file, type, endian }) => {
    const bytes = files.get(file);
    if (bytes === undefined || !file.endsWith('.bin')) return [];
    const decoded = decodeBlock(bytes, { type, ...(endian === undefined ? {} : { endian }) });
    const { structs } = describeBlock(decoded);
    const strings = structs.flatMap((struct) =>
      struct.fields
        .filter(({ kind, status, bitLength }) => kind === 'value' && status === 'ok' && bitLength > 64)
        .map((field) => struct.byteOffset + field.byteOffset),
    );
    const steering = structs.flatMap((struct) =>
      struct.fields
        .filter((field) => field.status === 'ok' && steers.test(field.path))
        .map((field) => ({ at: struct.byteOffset + field.byteOffset, size: Math.ceil(field.bitLength / 8) })),
    );
    return [{ name: `${name}/${file}`, type, endian: decoded.endian, bytes, steering, strings }];
  });
}

const steers =
  /(^|[._])(len|rsp|cmd|argsz|flags|size|entry_size|count|nr_\w+|cap_offset|next|id|version|offset|stride)$/;

function textOf(files: MemoryFiles, name: string): string {
  return Buffer.from(files.get(name) ?? new Uint8Array()).toString('utf8');
}
