/** Blocks that begin as a container does, and texts that read as a block does. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as path } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { runHere } from '../support/run-here.js';
import { end, file, header, join } from './tar.js';

const folder = mkdtempSync(path(tmpdir(), 'like-'));
afterAll(() => rmSync(folder, { recursive: true }));

function decode(bytes: Uint8Array, ...args: string[]) {
  const name = path(folder, 'x.bin');
  writeFileSync(name, bytes);
  return runHere(['decode', '--format', 'json', ...args, name]);
}

/** A request of 0x1f8b bytes and command 0x0800. */
const likeGzip = Uint8Array.from([0x1f, 0x8b, 8, 0, ...new Uint8Array(28)]);
/** A page whose bytes add up to what stands where a tar has its checksum. */
const likeTar = new Uint8Array(4096);
likeTar.set([0x01, 0x20, 0, 2]);
likeTar.set([0x0f, 0xe0, 0, 0x10], 32);
likeTar.set(new TextEncoder().encode('001042\0 '), 148);

describe('a block that begins as a container does', () => {
  it.each([
    ['a gzip', likeGzip],
    ['a tar', likeTar],
  ])('%s, is a block where its type is given', async (_, bytes) => {
    expect((await decode(bytes)).status).toBe(2);
    const { status, stdout } = await decode(bytes, '--type', 'clp-page');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ blocks: [{ type: 'clp-page' }] });
  });

  it('is bytes where --input says so, and no type is made up', async () => {
    for (const bytes of [likeGzip, likeTar, gzipSync(new Uint8Array(16))]) {
      const { status, stderr } = await decode(bytes, '--input', 'binary');
      expect(status).toBe(2);
      expect(stderr).toContain(`not a block that this tool knows (${bytes.length} bytes`);
    }
    const irq = Uint8Array.of(16, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0);
    expect((await decode(gzipSync(irq), '--type', 'vfio_irq_info')).status).toBe(0);
    expect((await decode(join([file('a.bin', irq), end]), '--type', 'vfio_irq_info')).stdout).toContain(
      '"source": "a.bin"',
    );
  });
});

describe('an extended header of a tar', () => {
  const irq = Uint8Array.of(16, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0);
  const withRecords = (text: string): Uint8Array => {
    const records = new TextEncoder().encode(text);
    const body = new Uint8Array(512);
    body.set(records);
    return join([header({ name: 'PaxHeader', size: records.length, type: 'x' }), body, file('a.bin', irq), end]);
  };

  it.each([
    ['11 size=16\n', 0, ''],
    ['12 size=abc\n', 2, 'its size is no number that can be'],
    ['12 size=-16\n', 2, 'its size is no number that can be'],
    ['99 size=16\n', 2, 'a record of its extended header does not have the length that it says (byte 0 of the header)'],
    ['11 size=16\n7 a=b\n', 2, 'does not have the length that it says (byte 11 of the header)'],
    ['size=16\n', 2, 'a record of its extended header does not have the length that it says'],
    ['18 comment=a\nb=c\n\n', 0, ''],
  ])('%j ends with %i', async (text, exit, message) => {
    const { status, stderr } = await decode(withRecords(text));
    expect(stderr).toContain(message);
    expect(status).toBe(exit);
  });
});

describe('text in UTF-32', () => {
  const text = '00000000  00 00 00 10\n0000000';
  it.each([true, false])('of little-endian %s is no block', async (little) => {
    const bytes = new Uint8Array(4 * text.length);
    [...text].forEach((letter, i) => {
      new DataView(bytes.buffer).setUint32(4 * i, letter.codePointAt(0) ?? 0, little);
    });
    expect(await decode(bytes)).toMatchObject({ status: 2, stderr: expect.stringContaining('text in UTF-32') });
    expect((await decode(bytes, '--input', 'binary', '--type', 'clp_rsp_slpc')).status).toBe(0);
  });
});
