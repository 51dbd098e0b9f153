/**
 * From sources to decoded blocks.
 */
import { basename } from 'node:path';
import { sha256 } from '../bytes/sha256.js';
import { packedAdvice } from '../bytes/sniff.js';
import type { ConfigText } from '../input/config/read-config.js';
import { type Input, recogniseText } from '../input/recognise-text.js';
import { readSysfsInput, type SysfsText } from '../input/sysfs.js';
import { DamagedContainerError, NoBlockError, ToolError } from '../model/errors.js';
import type { GuestConfig } from '../model/guest-config.js';
import type { Hint } from '../model/hints.js';
import type { Io } from '../model/ports.js';
import { decodeInput, type ReadBlock, type ReadingOptions } from './blocks.js';
import { guessType } from './guess-type.js';
import { withKernel } from './kernel-types.js';
import { loggedHint } from './logged-hint.js';
import type { Listed } from './manifests.js';
import type { Source, SourceHead } from './source.js';
import type { SourceReport } from './source-report.js';
import { openSources } from './sources.js';

/** What a source holds: blocks, or a text that says something without their bytes. */
export interface Content {
  readonly blocks: readonly ReadBlock[];
  readonly sysfs: readonly SysfsText[];
  readonly hints: readonly Hint[];
  /** What guests were given. */
  readonly configs?: readonly GuestConfig[] | undefined;
}

const sysfsAdvice = 'zpci-inspect diff takes it beside the answers of firmware, zpci-inspect list shows its functions';

const nothing: Content = { blocks: [], sysfs: [], hints: [] };

/**
 * Every block of the arguments, each with its origin: files, `-`, folders, tars, `TYPE:FILE`. What cannot be read or
 * recognised is reported and left out; with a strict report it ends the loading.
 */
export async function* loadBlocks(
  files: readonly string[],
  options: ReadingOptions,
  io: Io,
  report: SourceReport,
): AsyncGenerator<ReadBlock> {
  for await (const source of openSources(files, options, io, report)) {
    yield* (await readSource(source, options, report)).blocks;
  }
}

/**
 * What a source holds; texts without bytes only when they are wanted. A source that cannot be read or recognised is
 * reported and holds nothing; a file of a folder or tar that holds no block is left out.
 */
export async function readSource(
  source: Source,
  options: ReadingOptions,
  report: SourceReport,
  wantsTexts = false,
): Promise<Content> {
  try {
    return await decodeSource(source, recogniseText(await source.bytes()), options, report, wantsTexts);
  } catch (error) {
    if (error instanceof DamagedContainerError) return nothing;
    if (!(error instanceof ToolError)) throw error;
    report.trouble(error);
    return nothing;
  }
}

/** The same for a source whose bytes were read. */
export async function decodeSource(
  source: SourceHead,
  input: Input,
  options: ReadingOptions,
  report: SourceReport,
  wantsTexts = false,
): Promise<Content> {
  const sysfs = wantsTexts ? readSysfsInput(input, source.name) : [];
  if (sysfs.length > 0) {
    report.add(source.container, 1);
    return { ...nothing, sysfs };
  }
  try {
    const given = await configIn(input.text, source.name);
    if (given !== undefined) return await contentOf(given, source, options, report, wantsTexts);
    compareHash(source, input.bytes, report);
    const blocks = await blocksIn(source, input, options, report.note);
    report.add(source.container, blocks.length);
    if (!wantsTexts || !blocks.some(({ isLogged }) => isLogged)) return { ...nothing, blocks };
    const logged = blocks.filter(({ isLogged }) => isLogged).flatMap((read) => loggedHint(read) ?? []);
    const hints = [...logged, ...(await hintsIn(input.text ?? '', source.name))];
    return { ...nothing, blocks: blocks.filter(({ isLogged }) => !isLogged), hints };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    const hints = input.text !== null && error instanceof NoBlockError ? await hintsIn(input.text, source.name) : [];
    if (wantsTexts && hints.length > 0) {
      report.add(source.container, 1);
      return { ...nothing, hints };
    }
    if (isHarmless(error, source)) report.skip(source.container ?? '', source.place, whyNoBlock(error, input, hints));
    else if (hints.length > 0) report.trouble(troubleOf(await logErrorOf(hints, options), source, undefined));
    else if (error instanceof NoBlockError && readSysfsInput(input, '').length > 0)
      report.trouble(troubleOf(new NoBlockError('sysfs text holds no block', [sysfsAdvice]), source, undefined));
    else report.trouble(troubleOf(error, source, options.input === 'binary' ? undefined : packedAdvice(input.bytes)));
    return nothing;
  }
}

/** What a guest was given; undefined for any other text. @throws ToolError when it is damaged. */
async function configIn(text: string | null, name: string): Promise<ConfigText | undefined> {
  if (text === null || !/<zpci|<domain|<domstatus|-device/.test(text)) return undefined;
  const { readConfig } = await import('../input/config/read-config.js');
  return readConfig(text, name);
}

/** The content where texts are wanted; else there is no block, and that is said. */
async function contentOf(
  { config, hints = [] }: ConfigText,
  source: SourceHead,
  { catalog }: ReadingOptions,
  report: SourceReport,
  wantsTexts: boolean,
): Promise<Content> {
  if (wantsTexts) {
    report.add(source.container, 1);
    return { ...nothing, hints, configs: config === undefined ? [] : [config] };
  }
  const { configError, logError } = await import('./log-error.js');
  const error = config === undefined ? logError(hints, catalog) : configError(config);
  if (isHarmless(error, source)) report.skip(source.container ?? '', source.place, error.message);
  else report.trouble(troubleOf(error, source, undefined));
  return nothing;
}

async function hintsIn(text: string, name: string): Promise<readonly Hint[]> {
  const { readHints } = await import('../input/hints.js');
  return readHints(text, name);
}

async function logErrorOf(hints: readonly Hint[], { catalog }: ReadingOptions): Promise<ToolError> {
  const { logError } = await import('./log-error.js');
  return logError(hints, catalog);
}

/** Options for one source: what its argument or its manifest says of it goes before what holds for all. */
export function optionsFor(
  {
    type,
    listed,
  }: { readonly type?: string | undefined; readonly listed?: Pick<Listed, 'block' | 'interfaces'> | undefined },
  options: ReadingOptions,
): ReadingOptions {
  const block = listed?.block;
  return {
    ...options,
    type: type ?? block?.type ?? options.type,
    linux: options.linux ?? listed?.interfaces.linux,
    endian: block?.endian ?? options.endian,
    input: block?.input ?? options.input,
    word: block?.word ?? options.word,
    wordEndian: block?.wordEndian ?? options.wordEndian,
  };
}

/**
 * The blocks in the bytes of a source. Where the bytes of a file in a folder or tar fit several types, its name may say
 * which.
 * @throws ToolError when the bytes are no dump or no block.
 */
async function blocksIn(
  source: SourceHead,
  input: Input,
  options: ReadingOptions,
  note: (text: string) => void,
): Promise<ReadBlock[]> {
  const given = optionsFor(source, options);
  const isAmongOthers = source.container !== undefined && source.listed === undefined && given.type === undefined;
  const own = await withKernel({ ...given, isAmongOthers }, source.kernel);
  try {
    return await decodeInput(input, source.name, own, note);
  } catch (error) {
    const isOpen = error instanceof ToolError && !(error instanceof NoBlockError) && own.type === undefined;
    const isBinary = isOpen && source.container !== undefined && input.text === null;
    const type = isBinary ? guessType(own.catalog, input.bytes, basename(source.name)) : undefined;
    if (type === undefined) throw error;
    const why = 'the bytes fit several types, the file name says which';
    const blocks = await decodeInput(input, source.name, { ...own, type }, note);
    return blocks.map((read) => ({ ...read, block: read.block.with({ why }) }));
  }
}

/** True when a file of a folder or tar holds no block and nobody said that it does. */
export function isHarmless(error: ToolError, source: SourceHead): boolean {
  return error instanceof NoBlockError && source.container !== undefined && source.listed === undefined;
}

/** `packed`: what to do about bytes that are packed. */
function troubleOf(error: ToolError, { place }: SourceHead, packed: string | undefined): ToolError {
  const advice = error instanceof NoBlockError ? packed : undefined;
  return advice === undefined
    ? new ToolError(`${place}: ${error.message}`, error.details)
    : new ToolError(`${place}: ${advice}`);
}

/** Why a file is no block, in a few words. */
function whyNoBlock(error: ToolError, { bytes, text }: Input, [hint]: readonly Hint[]): string {
  if (text === null) return packedAdvice(bytes) ?? error.message;
  if (hint !== undefined) return `${hint.log}, which diff reads`;
  if (/^\s*\{/.test(text)) return 'JSON';
  return readSysfsInput({ bytes, text }, '').length === 0 ? error.message : 'sysfs text, which diff reads';
}

/** Bytes that are others than those of the manifest are read all the same, and a note says so. */
function compareHash({ listed, place }: SourceHead, bytes: Uint8Array, report: SourceReport): void {
  if (listed === undefined || listed.block.sha256 === sha256(bytes)) return;
  report.note(`${place}: not the bytes that manifest.json was written for (sha256 differs)`);
}
