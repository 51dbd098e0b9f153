/** Inputs that no memory, stack or patience would hold if they were taken as they come. */
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.js';
import { writeWhole } from '../../src/io/write-file.js';
import { piecesOf } from '../../src/load/split-source.js';
import { ToolError } from '../../src/model/errors.js';
import { runInMemory } from '../support/memory-io.js';
import { root } from '../support/run.js';
import { runHere } from '../support/run-here.js';

const response = readFileSync(`${root}fixtures/three-views/plain/firmware-query-fn.bin`);

async function decode(content: string | Uint8Array, ...options: string[]) {
  const { code, stdout, stderr } = await runInMemory(
    ['decode', ...options, 'input'],
    new Map([['input', Buffer.from(content)]]),
  );
  return { code, stdout: stdout.toString('utf8'), stderr };
}

it('a file whose name is no UTF-8 is refused with the reason', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'names-'));
  try {
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9])]), response);
    const { status, stderr } = await runHere(['decode', folder]);
    expect(stderr).toMatch(/caf\ufffd: its name is not UTF-8, and such files are not found; rename it/);
    expect(status).toBe(2);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe('a text', () => {
  it.each([
    ['of two million lines', '0\n'.repeat(2_000_000), 'input: text of more than 1500000 lines'],
    ['of blank lines', ' \n\n'.repeat(1_000_000), 'input: empty: the text holds only blank lines'],
    ['quoted three million times', '> '.repeat(3_000_000), 'input: empty: the text holds only blank lines'],
    ['of three million numbers', `int x[] = {${'1,'.repeat(3_000_000)}`, 'not c-array: line 1: more than 2500000'],
  ])('%s is answered', async (_what, text, answer) => {
    const { code, stderr } = await decode(text);
    expect(stderr).toContain(answer);
    expect(code).toBe(2);
  });

  it('has the line numbers of the file where blank lines are many', async () => {
    const { code, stdout } = await decode(`${'\n'.repeat(41)}${response.toString('hex')}\n`, '--format', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout).blocks[0].lines).toEqual({ first: 42, last: 42 });
  });
});

describe('many blocks', () => {
  const many = Buffer.concat(Array.from({ length: 40 }, () => response));
  const options = ['--split', 'response', '--format'];

  it('are the same JSON as one by one', async () => {
    const lines = (await decode(many, '--exposure', 'full', ...options, 'ndjson')).stdout.trimEnd().split('\n');
    const { schema, blocks } = JSON.parse((await decode(many, ...options, 'json')).stdout);
    expect(blocks).toHaveLength(40);
    expect(blocks.map((block: object) => JSON.stringify({ schema, ...block }))).toEqual(lines);
  });

  it.each(['table', 'markdown', 'hex'])('are pieces of %s with a line between', async (format) => {
    // Markdown ends with the inputs, the versions and the command, once.
    const bodyOf = (text: string): string => text.replace(/\n(?:\| input |zpci-inspect \d)[\s\S]*$/, '');
    const one = bodyOf((await decode(response, '--format', format)).stdout);
    const text = bodyOf((await decode(Buffer.concat([response, response]), ...options, format)).stdout);
    expect(text.startsWith(`${one}\n`)).toBe(true);
    expect(text.slice(one.length + 1).replace(/ at 0x[0-9a-f]+/, '')).toBe(one);
  });

  it('have one line of heads in csv', async () => {
    const lines = (await decode(many, ...options, 'csv')).stdout.split('\r\n');
    expect(lines.filter((line) => line.startsWith('source,'))).toHaveLength(1);
    expect(lines[0]).toMatch(/,status,vfio-zdev,qemu$/);
  });

  it('end where a stream without an end has no more of them', async () => {
    let chunks = 0;
    const zeros = async function* (): AsyncGenerator<Uint8Array> {
      for (;;) {
        chunks++;
        yield new Uint8Array(1 << 16);
      }
    };
    const head = {
      name: 'zero',
      place: 'zero',
      type: undefined,
      listed: undefined,
      container: undefined,
      kernel: undefined,
    };
    const source = { ...head, bytes: async () => new Uint8Array(), chunks: zeros };
    const found: number[] = [];
    const read = async (): Promise<void> => {
      for await (const { pieces } of piecesOf(source, 'response', { catalog: builtInCatalog() }))
        found.push(...pieces.map(({ bytes }) => bytes.length));
    };
    await expect(read()).rejects.toThrow(/^zero: the length of the response at 0x0 leads nowhere; 65536 bytes/);
    expect(found).toEqual([65536]);
    expect(chunks).toBe(2);
  });
});

describe('JSON that is nested ten thousand times', () => {
  it('is refused in a few words', async () => {
    const deep = Buffer.from(`${'['.repeat(10_000)}${']'.repeat(10_000)}`);
    const { code, stderr } = await runInMemory(['encode', 'deep.json'], new Map([['deep.json', deep]]));
    expect(stderr).toBe('zpci-inspect: deep.json: [[[...]]] is no object; decode --format json shows how it looks\n');
    expect(code).toBe(2);
  });
});

it('a field that is named twice is one key', async () => {
  const { stdout } = await decode(response, '--format', 'ndjson', '--fields', 'vfn,pchid,vfn');
  expect(stdout.match(/"vfn"/g)).toHaveLength(1);
});

it('a piece that is larger than any block is refused with the limit', async () => {
  const { code, stderr } = await decode(response, '--split', '1000000000');
  expect(stderr).toBe('zpci-inspect: --split takes at most 67108864 bytes, no block is larger; not 1000000000\n');
  expect(code).toBe(2);
});

describe('a file that is written again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hold-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const at = (name: string): string => join(folder, name);

  it.each([0o600, 0o640, 0o666])('keeps its mode %o', (mode) => {
    const path = at(`mode-${mode}`);
    writeFileSync(path, 'old');
    chmodSync(path, mode);
    writeWhole(path, 'new');
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(statSync(path).mode & 0o777).toBe(mode);
  });

  it.each([
    ['read-only', (path: string) => writeFileSync(path, 'old', { mode: 0o444 }), /read-only; chmod u\+w it/],
    ['a link to nothing', (path: string) => symlinkSync('nowhere', path), /a symbolic link that leads nowhere/],
  ])('stays when it is %s', (name, make, message) => {
    make(at(name));
    expect(() => writeWhole(at(name), 'new')).toThrow(ToolError);
    expect(() => writeWhole(at(name), 'new')).toThrow(message);
  });

  it('may have the longest name', () => {
    writeWhole(at('n'.repeat(255)), 'new');
    expect(readFileSync(at('n'.repeat(255)), 'utf8')).toBe('new');
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});
