/** Damage of a buffer is a finding of its function, with the words and the severity that decode has for it. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decodeBlock } from '../../src/decode/decode-block.js';
import { diffViews } from '../../src/diff/diff.js';
import type { DiffReport } from '../../src/model/diff.js';
import { fixturesDir } from '../fixtures/cases.js';

const dir = `${fixturesDir}/three-views/net-group5`;
const bytesOf = (name: string): Uint8Array => Uint8Array.from(readFileSync(`${dir}/${name}.bin`));

type Edit = (bytes: Uint8Array) => Uint8Array;

/** Firmware's answers and the buffer of VFIO, one of them edited. */
function compare(name: string, edit: Edit): DiffReport {
  const block = (one: string, type: string) =>
    decodeBlock(one === name ? edit(bytesOf(one)) : bytesOf(one), { type }).with({ source: `${one}.bin` });
  return diffViews({
    firmware: [
      block('firmware-query-fn', 'clp_rsp_query_pci'),
      block('firmware-query-grp', 'clp_rsp_query_pci_grp'),
      block('firmware-list', 'clp_rsp_list_pci'),
    ],
    vfio: [block('vfio-device-info', 'vfio_device_info'), block('vfio-iommu-info', 'vfio_iommu_type1_info')],
  });
}

const poke =
  (at: number, byte: number): Edit =>
  (bytes) => {
    bytes[at] = byte;
    return bytes;
  };
const cut =
  (length: number): Edit =>
  (bytes) =>
    bytes.subarray(0, length);

// The chain: base at 24, group at 64, util at 112, pfip at 192; `next` stands in bytes 4 to 7 of each.
test.each([
  [
    'a chain that loops',
    'vfio-device-info',
    poke(71, 24),
    'CHAIN_LOOP',
    'error',
    /^vfio-device-info\.bin, byte 0x44: .*next: /,
  ],
  ['a capability that links to itself', 'vfio-device-info', poke(71, 64), 'CHAIN_SELF', 'error', /vfio-device-info/],
  ['a link out of the buffer', 'vfio-device-info', poke(70, 0x40), 'CHAIN_OUT_OF_RANGE', 'error', /byte 0x44/],
  ['a buffer that was cut', 'vfio-device-info', cut(150), 'TRUNCATED', 'warning', /vfio-device-info\.bin, byte 0x7c/],
  ['a firmware answer that was cut', 'firmware-query-fn', cut(72), 'TRUNCATED', 'warning', /firmware-query-fn\.bin/],
  [
    'a list whose entries have no size',
    'firmware-list',
    poke(31, 0),
    'ENTRY_SIZE',
    'error',
    /firmware-list\.bin, byte 0x1f/,
  ],
  [
    'a buffer that was too small for its capabilities',
    'vfio-device-info',
    (bytes: Uint8Array) => poke(19, 0)(bytes.subarray(0, 24)),
    'BUFFER_TOO_SMALL',
    'note',
    /vfio-device-info\.bin/,
  ],
] as const)('%s', (_what, name, edit, id, severity, message) => {
  const { checks } = compare(name, edit);
  const found = checks.filter((check) => check.id === id);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ severity, message: expect.stringMatching(message) });
  expect(found[0]?.help.length).toBeGreaterThan(10);
});

test('whole buffers have no such finding', () => {
  const ids = compare('', (bytes) => bytes).checks.map((check) => check.id);
  for (const id of ids) expect(['BAR_REGION', 'DTSM']).toContain(id);
});
