import type { CodePage } from '../bytes/ebcdic.js';
import { blocksOf, type ListedBlock } from '../encode/document.js';
import { type EncodeOptions, encodeJson } from '../encode/encode-block.js';
import { type Setting, settingOf, withValues } from '../encode/set-values.js';
import { inputLimit } from '../load/files.js';
import { ToolError } from '../model/errors.js';
import type { Io } from '../model/ports.js';
import type { OutputOptions } from './output.js';
import type { Session } from './session.js';
import { catalogOf, type TableOptions } from './tables.js';

export interface EncodeCliOptions extends OutputOptions, TableOptions {
  readonly block?: string;
  readonly set?: readonly string[];
  readonly codepage?: CodePage;
}

/** Writes the bytes of one block of a JSON document. */
export async function runEncode(file: string, options: EncodeCliOptions, { io }: Session): Promise<void> {
  requirePlaceForBytes(options, io);
  const json = file === '-' ? await io.stdin(inputLimit) : await io.files.read(file, inputLimit);
  const { codepage } = options;
  const reading = { catalog: await catalogOf(options, io), codepage };
  const settings = (options.set ?? []).map(settingOf);
  const bytes = encodeText(json, options.block, settings, reading, file === '-' ? 'standard input' : file);
  await writeBytes(bytes, options, io);
}

/** @throws ToolError when bytes would go to a terminal. */
function requirePlaceForBytes(options: OutputOptions, io: Io): void {
  if (options.output !== undefined || io.columns === undefined) return;
  throw new ToolError('bytes are not written to a terminal; name a file with -o, or send them into a pipe');
}

/** Writes bytes to the file of -o, or to standard output. */
async function writeBytes(bytes: Uint8Array, options: OutputOptions, io: Io): Promise<void> {
  if (options.output === undefined) await io.stdout(bytes);
  else await io.files.write(options.output, bytes);
}

function encodeText(
  json: Uint8Array,
  wanted: string | undefined,
  settings: readonly Setting[],
  reading: EncodeOptions,
  name: string,
): Uint8Array {
  try {
    const { block, path } = chosen(blocksOf(textOf(json)), wanted);
    return encodeJson(withValues(block, settings, path), { ...reading, path });
  } catch (error) {
    if (error instanceof ToolError) throw new ToolError(`${name}: ${error.message}`, error.details);
    throw error;
  }
}

function textOf(json: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(json);
  } catch {
    throw new ToolError('not UTF-8, so no JSON; give the output of decode --format json or ndjson');
  }
}

function chosen(blocks: readonly ListedBlock[], wanted: string | undefined): ListedBlock {
  const list = blocks.map(({ title }, i) => `--block ${i}: ${title}`);
  if (blocks.length === 0) throw new ToolError('no block in it; give the JSON of at least one');
  if (wanted === undefined) {
    const [only, ...others] = blocks;
    if (only !== undefined && others.length === 0) return only;
    throw new ToolError(`${blocks.length} blocks; choose one with --block`, list);
  }
  const block = /^\d{1,9}$/.test(wanted) ? blocks[Number(wanted)] : undefined;
  if (block === undefined) throw new ToolError(`--block ${wanted}: no such block`, list);
  return block;
}
