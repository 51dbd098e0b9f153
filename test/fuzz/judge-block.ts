/**
 * What holds for every block: each bit once, the same bytes back, the same facts in every format, little time
 * and memory.
 */
import { type BlockResult, type DecodeOptions, type DecodeResult, decodeBlock } from '../../src/index.js';
import { accountProblems } from '../generic/account.js';
import type { MemoryFiles } from '../support/memory-io.js';
import { type CheckedRun, holdSame, runChecked } from './checked-run.js';
import { readCsv } from './csv-reader.js';
import { Finding, hold } from './finding.js';

/** Decoding a block under 64 KiB takes at most this. */
const mostMilliseconds = 50;
const mostBytes = 64 * 1024 * 1024;

export interface BlockTrial {
  readonly bytes: Uint8Array;
  readonly options: Pick<DecodeOptions, 'type' | 'endian' | 'linux'>;
  /** Further words of the command line. */
  readonly more: readonly string[];
}

/** @throws Finding. */
export async function judgeBlock({ bytes, options, more }: BlockTrial): Promise<void> {
  const files = new Map([['block.bin', bytes]]);
  const argv = ['decode', 'block.bin', '--input', 'binary', ...optionWords(options), ...more];
  const json = await runChecked([...argv, '--format', 'json'], files);
  if (json.code === 2) {
    // A size field that is believable in neither byte order is the one reason to refuse a type that is given.
    const isUndecided = json.stderr.includes('of unknown byte order');
    hold(options.type === undefined || bytes.length === 0 || isUndecided, 'pinned-refused', () => json.stderr);
    hold(json.text === '', 'output-with-trouble', () => json.text);
    return;
  }
  await holdSame([...argv, '--format', 'json'], files, json);
  const result: DecodeResult = JSON.parse(json.text);
  const [block] = result.blocks;
  if (block === undefined || result.blocks.length !== 1)
    throw new Finding('no-block', `${result.blocks.length} blocks`);
  hold(block.length === bytes.length, 'length', () => `${block.length} of ${bytes.length} bytes`);
  const problems = accountProblems(bytes, block);
  hold(problems.length === 0, 'coverage', () => problems.join('\n'));
  await holdEncodes(json, bytes, more);
  await holdFormats(argv, files, result, block);
  holdBounds(bytes, { ...options, type: block.type, endian: block.endian });
}

function optionWords({ type, endian, linux }: BlockTrial['options']): string[] {
  const named = [['--type', type] as const, ['--endian', endian] as const, ['--linux', linux] as const];
  return named.flatMap(([name, value]) => (value === undefined ? [] : [name, value]));
}

async function holdEncodes(json: CheckedRun, bytes: Uint8Array, more: readonly string[]): Promise<void> {
  const page = more.indexOf('--codepage');
  const words = page < 0 ? [] : more.slice(page, page + 2);
  const run = await runChecked(['encode', 'a.json', ...words], new Map([['a.json', json.stdout]]));
  hold(run.code === 0, 'encode-refused', () => run.stderr);
  hold(run.stdout.equals(bytes), 'encode-differs', () => firstDifference(run.stdout, bytes));
}

function firstDifference(a: Uint8Array, b: Uint8Array): string {
  const at = a.findIndex((byte, i) => byte !== b[i]);
  return `${a.length} and ${b.length} bytes, first difference at ${at}`;
}

/** The facts of the JSON in every other format. */
async function holdFormats(
  argv: readonly string[],
  files: MemoryFiles,
  result: DecodeResult,
  block: BlockResult,
): Promise<void> {
  const ndjson = await runChecked([...argv, '--format', 'ndjson', '--exposure', 'full'], files);
  const line = JSON.stringify({ schema: result.schema, ...block });
  hold(JSON.stringify(JSON.parse(ndjson.text)) === line, 'ndjson-differs', () => 'another object than in the json');
  hold(ndjson.text.split('\n').length === 2, 'ndjson-lines', () => `${ndjson.text.split('\n').length - 1} lines`);
  holdCsv((await runChecked([...argv, '--format', 'csv'], files)).text, block);
  const hex = await runChecked([...argv, '--format', 'hex'], files);
  const length = hex.text.split('\n').findLast((one) => /^[0-9a-f]{6,}$/.test(one));
  hold(Number.parseInt(length ?? '', 16) === block.length, 'hex-length', () => `${length} for ${block.length} bytes`);
  holdHeads((await runChecked([...argv, '--format', 'table'], files)).text, block, 'table');
  holdHeads((await runChecked([...argv, '--format', 'markdown'], files)).text, block, 'markdown');
}

function holdCsv(text: string, block: BlockResult): void {
  const [heads = [], ...lines] = readCsv(text);
  const wanted = block.structs.flatMap((struct) =>
    struct.struct === 'gap'
      ? [['gap', String(struct.byteOffset), '', struct.raw ?? '', 'ok']]
      : struct.fields.map((one) => [struct.struct, String(struct.byteOffset), one.path, one.raw ?? '', one.status]),
  );
  const columns = ['struct', 'structOffset', 'path', 'raw', 'status'].map((head) => heads.indexOf(head));
  const found = lines.map((line) => columns.map((at) => line[at] ?? 'none'));
  const first = wanted.findIndex((line, i) => line.join() !== found[i]?.join());
  hold(
    first < 0 && found.length === wanted.length,
    'csv-differs',
    () => `line ${first}: ${wanted[first]} / ${found[first]}`,
  );
  const isGuarded = lines.every((line) => line.every((cell) => !/^[\s]*[=+\-@＝＋－＠]/.test(cell)));
  hold(isGuarded, 'csv-formula', () => 'a cell starts a formula');
}

/** Every struct, gap and kind of finding is named, in this order. */
function holdHeads(text: string, block: BlockResult, format: 'table' | 'markdown'): void {
  let from = 0;
  for (const { code } of block.issues) {
    hold(
      text.includes(code.replaceAll('_', format === 'table' ? '_' : '_')),
      `${format}-finding`,
      () => `${code} is missing`,
    );
  }
  for (const struct of block.structs) {
    const digits = struct.byteOffset.toString(16);
    const range =
      format === 'table' ? `0x${digits.padStart(3, '0')} +${struct.byteLength}` : `0x${digits} +${struct.byteLength}`;
    const name = format === 'table' ? `${struct.struct}  ` : `### ${struct.struct.replaceAll('_', '\\_')} `;
    const at = text.indexOf(`${name}${range}`, from);
    hold(at >= 0, `${format}-struct`, () => `${struct.struct} at ${range} is missing`);
    from = at + 1;
  }
}

function holdBounds(bytes: Uint8Array, options: DecodeOptions): void {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 5 && best > mostMilliseconds; i++) best = Math.min(best, decodeTime(bytes, options));
  hold(best <= mostMilliseconds, 'slow-decode', () => `${best.toFixed(1)} ms for ${bytes.length} bytes`);
  if (!('gc' in globalThis) || bytes.length < 4096) return;
  const held = heldBytes(bytes, options);
  hold(held <= mostBytes, 'memory', () => `${held} bytes held for ${bytes.length} bytes`);
}

function decodeTime(bytes: Uint8Array, options: DecodeOptions): number {
  const before = process.cpuUsage();
  decodeBlock(bytes, options);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Bytes that a decoded block keeps; measured with care only where a first look finds many. */
function heldBytes(bytes: Uint8Array, options: DecodeOptions): number {
  const start = process.memoryUsage().heapUsed;
  let block: unknown = decodeBlock(bytes, options);
  const rough = process.memoryUsage().heapUsed - start;
  if (rough <= mostBytes) return rough;
  block = null;
  collect();
  const empty = process.memoryUsage().heapUsed;
  block = decodeBlock(bytes, options);
  collect();
  const held = process.memoryUsage().heapUsed - empty;
  return block === null ? 0 : held;
}

function collect(): void {
  globalThis.gc?.();
}
