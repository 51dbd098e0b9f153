/**
 * A new case from raw captures: blocks, manifest and expectations in one step.
 */
import { sha256 } from '../bytes/sha256.js';
import { recogniseText } from '../input/recognise-text.js';
import type { ReadingOptions } from '../load/blocks.js';
import { inputLimit, manifestFile, sysfsFile, sysfsLimit } from '../load/files.js';
import { type Case, loadSysfs } from '../load/load-case.js';
import { type Manifest, manifestProblems, manifestSchema, type OwnTables } from '../load/manifest.js';
import { ToolError } from '../model/errors.js';
import type { CaseFiles, Entry } from '../model/ports.js';
import { decodeFile, diffFile, isUnknownExpectation, ownExpectations } from './expectation-files.js';
import { readCase, type Today } from './read-case.js';
import { type InitFile, type Recognised, recognise } from './recognise.js';

export interface InitOptions {
  /** How dumps are read, with the tables below over the others. */
  readonly reading: ReadingOptions;
  /** Paths of tables that the case takes along. */
  readonly tables: OwnTables;
  readonly title?: string | undefined;
  readonly provenance: Manifest['provenance'];
  readonly interfaces: NonNullable<Manifest['interfaces']>;
  /** Attributes of the host that the case takes along. */
  readonly sysfs?: Uint8Array | undefined;
}

export interface NewCase {
  readonly dir: string;
  readonly blocks: readonly (Manifest['blocks'][number] & { readonly why: string })[];
  /** What came of comparing the views; null when there are none to compare. */
  readonly compared: string | null;
}

/**
 * Makes a case in `dir`. Nothing is written before everything has been read, recognised and decoded; the
 * manifest comes last, so that an interrupted case is none.
 * @throws ToolError when the folder holds a case, when files have one name, or with all files that cannot be
 * recognised.
 */
export async function initCase(
  files: CaseFiles,
  dir: string,
  sources: readonly InitFile[],
  options: InitOptions,
): Promise<NewCase> {
  const entries = await entriesIn(files, dir);
  const present = entries.map(({ name }) => name);
  requireNew(dir, present, sources);
  const blocks = await recogniseAll(files, sources, options.reading);
  const tables = await readTables(files, options.tables);
  const manifest = makeManifest(dir, blocks, options);
  const one: Case = {
    name: dir,
    dir,
    manifest,
    blocks: blocks.map(({ listed, bytes }) => ({ listed, bytes, sha256: listed.sha256, isChanged: false })),
    sysfs: await sysfsOf(files, dir, entries, options),
  };
  const today = await readCase(one, options.reading.catalog);
  const taken = [
    ...blocks.map(({ listed: { file }, bytes }) => ({ file, bytes })),
    ...tables,
    ...(options.sysfs === undefined ? [] : [{ file: sysfsFile, bytes: options.sysfs }]),
  ];
  const copies = await copiesNeeded(files, dir, present, taken);
  await files.makeFolder(dir);
  for (const { file, bytes } of copies) await files.write(`${dir}/${file}`, bytes);
  await files.write(`${dir}/${decodeFile}`, today.decodeText);
  if (today.diffText !== null) await files.write(`${dir}/${diffFile}`, today.diffText);
  await files.write(`${dir}/${manifestFile}`, `${JSON.stringify(manifest, null, 2)}\n`);
  return { dir, blocks: blocks.map(({ listed, why }) => ({ ...listed, why })), compared: comparedText(today) };
}

function comparedText({ diff, reports }: Today): string | null {
  if (diff === null) return null;
  if (diff.trouble !== undefined) return `the views cannot be compared: ${diff.trouble}`;
  const rows = reports.flatMap((report) => report.rows);
  const errors = rows.filter((row) => row.severity === 'error').length;
  return `${rows.length} facts compared, ${errors} with an error; zpci-inspect diff shows them`;
}

/** What the case will have as sysfs text: no more than `check` reads again. */
async function sysfsOf(
  files: CaseFiles,
  dir: string,
  entries: readonly Entry[],
  { sysfs }: InitOptions,
): Promise<Uint8Array | null> {
  if (sysfs === undefined) return entries.length === 0 ? null : loadSysfs(files, dir, entries);
  if (sysfs.length > sysfsLimit)
    throw new ToolError(`${sysfsFile}: ${sysfs.length} bytes, at most 1 MiB are taken into a case`);
  return sysfs;
}

async function entriesIn(files: CaseFiles, dir: string): Promise<readonly Entry[]> {
  try {
    const entries = await files.entries(dir);
    if (entries === null) throw new ToolError(`${dir}: is a file; name a new folder for the case`);
    return entries;
  } catch (error) {
    if (error instanceof ToolError && error.message.endsWith('no such file or directory')) return [];
    throw error;
  }
}

function requireNew(dir: string, present: readonly string[], sources: readonly InitFile[]): void {
  const reserved = [manifestFile, ...ownExpectations];
  const taken = present.find((name) => reserved.includes(name));
  if (taken !== undefined) throw new ToolError(`${dir}: holds a ${taken} already; name a new folder for the case`);
  const names = sources.map((one) => one.name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new ToolError(`two files are called ${twice}; rename one, for a case is one folder`);
  const bad = names.find((name) => reserved.includes(name) || isUnknownExpectation(name));
  if (bad !== undefined) throw new ToolError(`${bad}: the name is kept for what check writes; rename the file`);
}

/** Every file, or one error that names all that cannot be read or recognised. */
async function recogniseAll(
  files: CaseFiles,
  sources: readonly InitFile[],
  reading: ReadingOptions,
): Promise<readonly Recognised[]> {
  const found: Recognised[] = [];
  const problems: string[] = [];
  for (const source of sources) {
    try {
      const input = source.input ?? recogniseText(await files.read(source.path, inputLimit));
      found.push(await recognise(source, input, reading, found));
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      const message = error.message.startsWith(source.path) ? error.message : `${source.path}: ${error.message}`;
      problems.push([message, ...error.details.slice(0, 3)].join('; '));
    }
  }
  if (problems.length === 0) return found;
  throw new ToolError(`no case was made: ${problems.length} of ${sources.length} files cannot be taken`, [
    ...problems,
    'give the type of such a file as TYPE:FILE; zpci-inspect fields lists the types',
  ]);
}

/** Names that tables have in a case. */
const tableFiles = { layouts: 'layouts.json', views: 'views.json' } as const;
const tableKeys = ['layouts', 'views'] as const;

interface Taken {
  readonly file: string;
  readonly bytes: Uint8Array;
}

async function readTables(files: CaseFiles, tables: OwnTables): Promise<readonly Taken[]> {
  const found: Taken[] = [];
  for (const key of tableKeys) {
    const path = tables[key];
    if (path !== undefined) found.push({ file: tableFiles[key], bytes: await files.read(path, inputLimit) });
  }
  return found;
}

function makeManifest(dir: string, blocks: readonly Recognised[], options: InitOptions): Manifest {
  const name = dir.split('/').findLast((part) => part !== '' && part !== '.') ?? dir;
  const manifest: Manifest = {
    schema: manifestSchema,
    title: options.title ?? name,
    blocks: blocks.map(({ listed }) => listed),
    interfaces: Object.values(options.interfaces).some((value) => value !== undefined) ? options.interfaces : undefined,
    layouts: options.tables.layouts === undefined ? undefined : tableFiles.layouts,
    views: options.tables.views === undefined ? undefined : tableFiles.views,
    provenance: options.provenance,
  };
  const problems = manifestProblems(manifest);
  if (problems.length > 0) throw new ToolError('no case was made: its manifest would not be valid', problems);
  return manifest;
}

/** Files that are not in the folder yet. @throws ToolError when another file of the name is. */
async function copiesNeeded(
  files: CaseFiles,
  dir: string,
  present: readonly string[],
  taken: readonly Taken[],
): Promise<readonly Taken[]> {
  const needed: Taken[] = [];
  for (const one of taken) {
    const { file, bytes } = one;
    if (!present.includes(file)) needed.push(one);
    else if (sha256(await files.read(`${dir}/${file}`, inputLimit)) !== sha256(bytes)) {
      throw new ToolError(`${dir}/${file}: is there already, with other bytes`);
    }
  }
  return needed;
}
