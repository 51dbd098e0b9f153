/** Tars and gzips that were damaged, cut or made to harm, through the real program. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as path } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { root } from '../support/run.js';
import { runHere } from '../support/run-here.js';
import { body, end, file, header, join, pax } from './tar.js';

const folder = mkdtempSync(path(tmpdir(), 'hostile-'));
afterAll(() => rmSync(folder, { recursive: true }));

const block = new Uint8Array(readFileSync(`${root}fixtures/three-views/net-group5/firmware-query-grp.bin`));

/** What decode makes of a tar: the sources it printed, and the lines of stderr. */
async function decode(
  bytes: Uint8Array,
  name = 'x.tar',
): Promise<{ status: number | null; sources: string[]; lines: string[] }> {
  writeFileSync(path(folder, name), bytes);
  const { status, stdout, stderr } = await runHere(['decode', '--format', 'ndjson', name], { cwd: folder });
  const sources = stdout.split('\n').filter((line) => line !== '');
  return {
    status,
    sources: sources.map((line) => String((JSON.parse(line) as { source: unknown }).source)),
    lines: stderr.split('\n').filter((line) => line !== ''),
  };
}

/** The size field of GNU tar for large numbers: 0x80, then big-endian bytes. */
function large(size: bigint): Uint8Array {
  const field = new Uint8Array(12);
  field[0] = 0x80;
  new DataView(field.buffer).setBigUint64(4, size);
  return field;
}

const good = file('good.bin', block);
const last = file('last.bin', block);

test.each([
  [
    'a name that climbs',
    file('../etc/passwd', block),
    '../etc/passwd: a name with "..", which leads out of the archive; not read',
  ],
  [
    'a name that climbs in its middle',
    file('a/../../b', block),
    'a/../../b: a name with "..", which leads out of the archive; not read',
  ],
  [
    'an absolute name',
    file('/etc/passwd', block),
    '/etc/passwd: an absolute name, which leads out of the archive; not read',
  ],
  ['a drive letter', file('C:\\x', block), 'C:\\x: an absolute name, which leads out of the archive; not read'],
  [
    'an absolute name in an extended header',
    join([pax({ path: '/x' }), file('x', block)]),
    '/x: an absolute name, which leads out of the archive; not read',
  ],
  [
    'a symbolic link',
    header({ name: 'l', type: '2', link: '/etc/passwd' }),
    'l: a symbolic link; pack the file that it leads to (tar -h); not read',
  ],
  [
    'a hard link',
    header({ name: 'l', type: '1', link: 'good.bin' }),
    'l: a hard link; pack the file itself (tar --hard-dereference); not read',
  ],
  ['a character device', header({ name: 'dev/clp', type: '3' }), 'dev/clp: a device; not read'],
  ['a block device', header({ name: 'dev/dasda', type: '4' }), 'dev/dasda: a device; not read'],
  ['a pipe', header({ name: 'p', type: '6' }), 'p: a pipe; not read'],
  [
    'a sparse file of GNU tar',
    join([header({ name: 's', type: 'S', size: 512 }), new Uint8Array(512).fill(1)]),
    's: a sparse file, whose bytes do not stand in the archive as they are; pack it without --sparse; not read',
  ],
  [
    'a sparse file in an extended header',
    join([pax({ 'GNU.sparse.major': '1', 'GNU.sparse.name': 's' }), file('GNUSparseFile.1/s', block)]),
    'GNUSparseFile.1/s: a sparse file, whose bytes do not stand in the archive as they are; pack it without --sparse; not read',
  ],
  ['a part of another volume', header({ name: 'm', type: 'M' }), 'm: an entry of type ContinuationFile; not read'],
  ['a type that nobody knows', header({ name: 'q', type: 'Q' }), 'q: an entry of type unknown; not read'],
])('%s is refused by its name, the others are decoded', async (_what, entry, message) => {
  const { status, sources, lines } = await decode(join([good, entry, last, end]));
  expect(lines).toEqual([`zpci-inspect: x.tar: ${message}`]);
  expect(sources).toEqual(['good.bin', 'last.bin']);
  expect(status).toBe(2);
});

test('an entry that is too large is refused by its name and its size, the others are decoded', async () => {
  const size = 64 * 1024 * 1024 + 1;
  const { status, sources, lines } = await decode(
    join([good, header({ name: 'huge', size }), body(new Uint8Array(size)), last, end]),
  );
  expect(lines).toEqual([
    expect.stringMatching(/^zpci-inspect: x\.tar: huge: 67108865 bytes, at most 64 MiB are read; one block/),
  ]);
  expect(sources).toEqual(['good.bin', 'last.bin']);
  expect(status).toBe(2);
});

const offset = good.length;
test.each([
  [
    'a size that no number holds',
    header({ name: 'endless', size: large(2n ** 63n) }),
    'in or behind the entry good.bin: parsed number outside of javascript safe integer range',
    1,
  ],
  [
    'a size that is no number',
    header({ name: 'odd', size: 'zzzzzzzzzzz\0' }),
    'in or behind the entry odd: its size is no number that can be',
    1,
  ],
  [
    'a size in an extended header',
    join([pax({ size: '1e999' }), header({ name: 'pax' })]),
    'its size is no number that can be',
    1,
  ],
  [
    'a wrong checksum',
    header({ name: 'wrong', wrongBy: 1 }),
    'in or behind the entry good.bin: a header whose checksum is wrong',
    1,
  ],
  [
    'noise between entries',
    new Uint8Array(512).fill(0x5a),
    'in or behind the entry good.bin: a header whose checksum is wrong',
    1,
  ],
  [
    'an extended header without end',
    header({ name: 'PaxHeaders/x', type: 'x', size: 2 ** 31 }),
    'a header of 2147483648 bytes',
    1,
  ],
  ['a second tar behind the first', join([end, file('more.bin', block)]), 'more bytes follow its end mark', 1],
  ['no end mark', new Uint8Array(0), 'it ends without its end mark, so it was cut off', 2],
])('%s ends the tar with the name of the entry, what came before is decoded', async (_what, rest, message, count) => {
  const { status, sources, lines } = await decode(count === 1 ? join([good, rest, last, end]) : join([good, last]));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^zpci-inspect: x\.tar: damaged tar, /);
  expect(lines[0]).toContain(message);
  expect(sources).toEqual(['good.bin', 'last.bin'].slice(0, count));
  expect(status).toBe(2);
});

test('an entry without end is refused by its name, and so is the tar', async () => {
  const entry = header({ name: 'endless', size: large(2n ** 52n) });
  const { status, sources, lines } = await decode(join([good, entry, last, end]));
  expect(lines).toEqual([
    expect.stringMatching(/^zpci-inspect: x\.tar: endless: 4503599627370496 bytes, at most 64 MiB /),
    expect.stringMatching(
      /^zpci-inspect: x\.tar: damaged tar, in or behind the entry endless: it ends 450359962736\d+ bytes/,
    ),
  ]);
  expect(sources).toEqual(['good.bin']);
  expect(status).toBe(2);
});

test('a tar that is cut inside an entry names the entry and the bytes that are missing', async () => {
  const { status, sources, lines } = await decode(join([good, last]).subarray(0, offset + 512 + 20));
  expect(lines).toEqual([
    'zpci-inspect: x.tar: damaged tar, in or behind the entry last.bin: it ends 64 bytes before the end of this entry (byte 1556 of the tar)',
  ]);
  expect(sources).toEqual(['good.bin']);
  expect(status).toBe(2);
});

test('a run of entries that hold nothing is ended', async () => {
  const empty = header({ name: 'nothing' });
  const { status, sources, lines } = await decode(join([good, ...Array.from({ length: 50_002 }, () => empty), end]));
  expect(lines[0]).toContain('in or behind the entry nothing: more than 50000 entries in a row hold nothing');
  expect(sources).toEqual(['good.bin']);
  expect(status).toBe(2);
});

test('a gzip that is cut off names the entry, what came before is decoded', async () => {
  const noise = Uint8Array.from({ length: 200_000 }, (_, i) => (i * i * 2654435761) >>> 24);
  const packed = gzipSync(join([good, file('noise.txt', noise), last, end]));
  const { status, sources, lines } = await decode(packed.subarray(0, packed.length - 300), 'x.tgz');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(
    /^zpci-inspect: x\.tgz: broken gzip: it ends too early, so it was cut off \(in or behind the entry /,
  );
  expect(sources[0]).toBe('good.bin');
  expect(status).toBe(2);
});

test('a gzip whose check sum is wrong is reported', async () => {
  const packed = gzipSync(join([good, end]));
  packed[packed.length - 6] = (packed[packed.length - 6] ?? 0) ^ 1;
  const { status, lines } = await decode(packed, 'x.tgz');
  expect(lines.join()).toContain('broken gzip: incorrect data check');
  expect(status).toBe(2);
});

test('a gzip that is damaged at its start is reported', async () => {
  const { status, sources, lines } = await decode(
    Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xff, 0xff, 0xff),
    'x.gz',
  );
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^zpci-inspect: x\.gz: broken gzip: /);
  expect(sources).toEqual([]);
  expect(status).toBe(2);
});

test('a gzip bomb is ended, what came before is decoded', async () => {
  const size = 300 * 1024 * 1024;
  const bomb = gzipSync(join([good, header({ name: 'zeros', size }), new Uint8Array(size), end]), { level: 9 });
  expect(bomb.length).toBeLessThan(400_000);
  const { status, sources, lines } = await decode(bomb, 'x.tgz');
  expect(lines.at(-1)).toMatch(
    /^zpci-inspect: x\.tgz: \d+ bytes of gzip unpack to more than \d+: .* \(in or behind the entry zeros\)$/,
  );
  expect(sources).toEqual(['good.bin']);
  expect(status).toBe(2);
});

test('a gzip without a tar is read up to the limit of one input', async () => {
  const { status, lines } = await decode(gzipSync(new Uint8Array(65 * 1024 * 1024), { level: 0 }), 'x.gz');
  expect(lines).toEqual([
    expect.stringMatching(/^zpci-inspect: x\.gz: \d+ bytes or more, at most 64 MiB are read; one block/),
  ]);
  expect(status).toBe(2);
});

test('names from a tar reach the terminal as text', async () => {
  const { lines, sources } = await decode(
    join([file('a\u001b[31m\u202eb', block), header({ name: '/\u001b]0;x\u0007', type: '0' }), end]),
  );
  expect(sources).toEqual(['a\u001b[31m\u202eb']);
  expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
  writeFileSync(path(folder, 'n.tar'), join([file('a\u001b[31m\u202eb', block), end]));
  expect((await runHere(['decode', 'n.tar'], { cwd: folder })).stdout).not.toMatch(/[\u001b\u202e]/);
});
