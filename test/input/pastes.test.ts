/**
 * Whole mails and terminal sessions, through the program. The mails hold two xxd dumps in quoted prose, of
 * firmware-query-grp.bin and vfio-device-info.bin of three-views/net-group5: as they were typed, with CRLF, with tabs
 * for blanks, and with the colours of a mail program and of grep. Line numbers were counted by hand.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { root } from '../support/run.js';
import { runHere } from '../support/run-here.js';

const folder = `${root}test/input/pastes`;
const fixture = (path: string): Buffer => readFileSync(`${root}fixtures/${path}`);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

interface Block {
  readonly source: string;
  readonly type: string;
  readonly sha256: string;
  readonly lines: { readonly first: number; readonly last: number };
}

async function decoded(file: string, ...options: string[]): Promise<{ blocks: Block[]; stderr: string }> {
  const { status, stdout, stderr } = await runHere([
    'decode',
    '-v',
    '--format',
    'json',
    ...options,
    `${folder}/${file}`,
  ]);
  expect(status).toBe(0);
  const { blocks }: { blocks: Block[] } = JSON.parse(stdout);
  return { blocks: blocks.map(({ source, type, sha256, lines }) => ({ source, type, sha256, lines })), stderr };
}

describe.each(['mail-quoted.txt', 'mail-crlf.txt', 'mail-tabs.txt', 'mail-coloured.txt'])('%s', (file) => {
  test('gives two blocks with their lines', async () => {
    const { blocks, stderr } = await decoded(file);
    const views = 'three-views/net-group5';
    expect(blocks).toEqual([
      {
        source: file,
        type: 'clp_rsp_query_pci_grp',
        sha256: sha256(fixture(`${views}/firmware-query-grp.bin`)),
        lines: { first: 15, last: 18 },
      },
      {
        source: file,
        type: 'vfio_device_info',
        sha256: sha256(fixture(`${views}/vfio-device-info.bin`)),
        lines: { first: 22, last: 34 },
      },
    ]);
    expect(stderr).toBe(
      [
        `zpci-inspect: ${file}: read as xxd: 17 lines as xxd writes them, the first in line 15`,
        `zpci-inspect: ${file}: text around the bytes, not read: lines 1-3, 5-7, 9-10, 12-13, 20, 36-38, 40-41, 43-44`,
        '',
      ].join('\n'),
    );
  });

  test('is another text than the others', () => {
    const text = readFileSync(`${folder}/${file}`, 'utf8');
    const signs = { 'mail-crlf.txt': /\r\n/, 'mail-tabs.txt': /^>\t0.*\t\S/m, 'mail-coloured.txt': /\u001b\[36m> / };
    const found = Object.entries(signs).flatMap(([name, sign]) => (sign.test(text) ? [name] : []));
    expect(found).toEqual(file === 'mail-quoted.txt' ? [] : [file]);
  });
});

test('the monitor of QEMU as script(1) records it, with the line editor at work', async () => {
  const page = fixture('captures/linux-6.12_qemu-10.0_poked/clp-query-fid000000ab-a5.page.bin');
  const { blocks } = await decoded('qemu-monitor-session.txt', '--type', 'clp-page');
  expect(blocks.map((block) => [block.sha256, block.lines])).toEqual([
    [sha256(page.subarray(32, 80)), { first: 5, last: 10 }],
    [sha256(page.subarray(0, 16)), { first: 12, last: 13 }],
  ]);
});
