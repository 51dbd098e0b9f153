/** One captured page, as text in every format, through the program: fixtures/text/clp-query-page. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { root } from '../support/run.js';
import { runHere } from '../support/run-here.js';
import { read } from './known.js';

const folder = `${root}fixtures/text/clp-query-page`;
const page = `${root}fixtures/captures/linux-6.12_qemu-10.0_poked/clp-query-fid000000ab-a5.page.bin`;

interface Block {
  readonly source: string;
  readonly lines?: unknown;
}

interface Words {
  readonly word: 2 | 4 | 8;
  readonly endian: 'big' | 'little';
  readonly files: readonly string[];
}

/** Dumps in words, by what has to be said of them. */
const inWords: readonly Words[] = [
  { word: 2, endian: 'little', files: ['xxd-e-g2', 'hexdump-words', 'hexdump-x', 'od-tx2', 'gdb-xh', 'crash-16'] },
  { word: 4, endian: 'little', files: ['xxd-e', 'od-Ax-tx4', 'gdb-xw', 'gdb-print-words', 'crash-32'] },
  { word: 8, endian: 'little', files: ['xxd-e-g8', 'od-tx8', 'gdb-xg', 'crash-64'] },
  { word: 4, endian: 'big', files: ['print-hex-dump-words', 'qemu-monitor-xw'] },
  { word: 8, endian: 'big', files: ['print-hex-dump-longs', 'qemu-monitor-xg'] },
];

const texts = readdirSync(folder).flatMap((file) => (file.endsWith('.txt') ? [file.slice(0, -4)] : []));
const inBytes = texts.filter((name) => !inWords.some(({ files }) => files.includes(name)));
const pathOf = (name: string): string => `${folder}/${name}.txt`;

/** The blocks by their sources, without the lines that a text adds. */
function blocksIn(stdout: string): readonly [string, unknown][] {
  const { blocks }: { blocks: Block[] } = JSON.parse(stdout);
  return blocks.map(({ source, lines: _, ...rest }) => [source, rest]);
}

async function decoded(files: readonly string[], ...options: readonly string[]): Promise<readonly [string, unknown][]> {
  const { status, stdout, stderr } = await runHere(['decode', '--format', 'json', ...options, ...files]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return blocksIn(stdout);
}

const [[, expected] = []] = await decoded([page]);

test('every format is there', () => {
  expect(texts.length).toBe(66);
  const formats = new Set(inBytes.map((name) => read(readFileSync(pathOf(name))).format));
  const all =
    'base64 byte-list bytes-literal c-array crash gdb gdb-print hex hexdump od print-hex-dump qemu-hexdump qemu-monitor rte-hexdump s390dbf';
  expect([...formats].sort()).toEqual([...all.split(' '), 'strace', 'strace-dump', 'xxd']);
});

test('the page itself is what the capture says', () => {
  expect(expected).toMatchObject({ type: 'clp-page', length: 4096 });
});

test('single bytes: the same JSON, without any option', async () => {
  expect(await decoded(inBytes.map(pathOf))).toEqual(inBytes.map((name) => [`${name}.txt`, expected]));
});

test.each(inWords)('words of $word bytes, $endian: the same JSON when it is said', async ({ word, endian, files }) => {
  const options = ['--word', `${word}`, '--word-endian', endian];
  expect(await decoded(files.map(pathOf), ...options)).toEqual(files.map((name) => [`${name}.txt`, expected]));
});

test.each(inWords)('words of $word bytes, $endian: refused when it is not', async ({ word, files }) => {
  const { status, stdout, stderr } = await runHere(['decode', '--format', 'json', ...files.map(pathOf)]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  const said = [...stderr.matchAll(/^zpci-inspect: (\S+)\.txt: \S+: line 1, column \d+: grouped in words of (\d) /gm)];
  expect(said.map(([, name, size]) => [name, size])).toEqual(files.map((name) => [name, `${word}`]));
});

test('the debug feature of a real kernel: the records one after the other are the page', () => {
  const { format, blocks } = read(readFileSync(`${root}test/input/samples/s390dbf-records.txt`));
  expect(format).toBe('s390dbf');
  expect(blocks.map(({ lines }) => lines)).toEqual(
    Array.from({ length: 16 }, (_, i) => ({ first: i + 1, last: i + 1 })),
  );
  expect(Buffer.concat(blocks.map(({ bytes }) => bytes)).equals(readFileSync(page))).toBe(true);
});

test('the folder decodes by its manifest, words and all', async () => {
  const { status, stdout } = await runHere(['decode', '--format', 'json', folder]);
  expect(status).toBe(0);
  const files = texts.map((name) => `${name}.txt`).sort();
  expect(blocksIn(stdout)).toEqual(files.map((file) => [file, Object.assign({}, expected, { why: 'type given' })]));
});
