/**
 * Dumps of the never-merged proposals: what is recognised, what needs `--type`, and where the chains lead.
 */
import { describe, expect, it } from 'vitest';
import { type BlockResult, decodeBlock, describeBlock, ToolError } from '../../src/index.js';
import { cases, decodeListed } from '../fixtures/cases.js';
import { expectedValues, numberedStructs, untypedFields, valueDifferences } from '../fixtures/expected-values.js';

const rfcCases = cases.filter((one) => one.path.startsWith('rfc/'));
const blocks = rfcCases.flatMap((one) =>
  one.blocks.map((block) => ({ name: `${one.path}/${block.listed.file}`, one, block })),
);

function bytesOf(name: string): Uint8Array {
  const found = blocks.find((each) => each.name === `rfc/${name}`);
  if (found === undefined) throw new Error(`no block ${name}`);
  return found.block.bytes;
}

/** `type endian`, or the message why it is neither. */
function recognised(bytes: Uint8Array): string {
  try {
    const { type, endian } = decodeBlock(bytes);
    return `${type} ${endian}`;
  } catch (error) {
    if (error instanceof ToolError) return error.message;
    throw error;
  }
}

/** How often each bit is covered, where that is not once. */
function uncovered(result: BlockResult): number[] {
  const counts = new Array<number>(result.length * 8).fill(0);
  const cover = (from: number, length: number): void => {
    for (let bit = from; bit < from + length; bit++) counts[bit] = (counts[bit] ?? 0) + 1;
  };
  for (const struct of result.structs) {
    if (struct.struct === 'gap') cover(struct.byteOffset * 8, struct.byteLength * 8);
    for (const field of struct.fields) {
      if (field.status === 'ok') cover((struct.byteOffset + field.byteOffset) * 8 + field.bitOffset, field.bitLength);
    }
  }
  return counts.flatMap((count, bit) => (count === 1 ? [] : [bit]));
}

describe.each(blocks)('$name', ({ one, block }) => {
  const result = decodeListed(one, block);

  it('has the values that were typed by hand, all of them', () => {
    const expected = expectedValues(one)?.[block.listed.file] ?? {};
    const found = numberedStructs(result);
    expect([...found.keys()]).toEqual(Object.keys(expected));
    for (const [name, struct] of found) {
      expect(valueDifferences(struct, expected[name] ?? {}), name).toEqual([]);
      expect(untypedFields(struct, expected[name] ?? {}), name).toEqual([]);
    }
  });

  it('gives the findings that its manifest lists, and covers every bit once', () => {
    expect(result.issues.map(({ code }) => code)).toEqual(one.manifest.expect?.issues?.[block.listed.file]);
    expect(uncovered(result)).toEqual([]);
  });

  it('names its interface on every struct of it', () => {
    const interfaceName = block.listed.type.split('@')[1];
    for (const struct of result.structs) expect(struct.interface).toBe(struct.struct === 'gap' ? null : interfaceName);
  });
});

describe('recognition without --type', () => {
  it.each([
    ['iommu-v2/iommu-info.bin', 'vfio_iommu_type1_info@rfc-2019-v2 big'],
    ['iommu-v2-mio/iommu-info.bin', 'vfio_iommu_type1_info@rfc-2019-v2 big'],
    ['region-2019-v3/region.bin', 'vfio_region_zpci_info@zdev-region-2019-v3 big'],
    ['region-2019-v3/region-without-string.bin', 'vfio_region_zpci_info@zdev-region-2019-v3 big'],
    ['region-2019-v4/region-as-read.bin', 'vfio_region_zpci_info@zdev-region-2019-v4 big'],
    ['region-2019-v4/region-whole.bin', 'vfio_region_zpci_info@zdev-region-2019-v4 big'],
    ['region-2020/region.bin', 'vfio_region_zpci_info@zpci-region-2020 big'],
    ['region-2020/region-little.bin', 'vfio_region_zpci_info@zpci-region-2020 little'],
    ['region-2020/region-without-string.bin', 'vfio_region_zpci_info@zpci-region-2020 big'],
  ])('%s is %s', (name, type) => {
    expect(recognised(bytesOf(name))).toBe(type);
  });

  it('takes the first proposal of 2019 for the second, whose bytes are the same, and says so', () => {
    expect(recognised(bytesOf('iommu-v1/iommu-info.bin'))).toBe('vfio_iommu_type1_info@rfc-2019-v2 big');
    expect(decodeBlock(bytesOf('iommu-v1/iommu-info.bin')).why).toContain('@rfc-2019-v1');
  });

  it('takes too small a buffer of 2019 for one of a merged kernel, which answers with the same bytes', () => {
    expect(recognised(bytesOf('iommu-v2-too-small/iommu-info.bin'))).toBe('vfio_iommu_type1_info big');
  });

  it('tells a little-endian dump of 2019 from a merged one by the version of its first capability', () => {
    const merged = Uint8Array.from([
      ...[0x28, 0, 0, 0, 3, 0, 0, 0, 0, 0xf0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 24, 0, 0, 0, 0, 0, 0, 0],
      ...[1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ]);
    const proposed = merged.with(26, 0);
    expect(recognised(merged)).toBe('vfio_iommu_type1_info little');
    expect(recognised(proposed)).toBe('vfio_iommu_type1_info@rfc-2019-v2 little');
    expect(recognised(merged.subarray(0, 24))).toBe('vfio_iommu_type1_info little');
  });

  it('does not take 112 bytes for the region of September 2019, nor 50 for that of May', () => {
    const whole = bytesOf('region-2019-v4/region-whole.bin');
    expect(recognised(whole.subarray(0, 112))).toBe('vfio_region_zpci_info@zdev-region-2019-v3 big');
    expect(recognised(whole.subarray(0, 60))).toContain('not a block that this tool knows');
  });

  it('needs --type for a region of 2020 that ends before its first feature', () => {
    expect(recognised(bytesOf('region-2020/region.bin').subarray(0, 8))).not.toContain('zpci-region-2020 big');
  });
});

describe('the chains', () => {
  const region = bytesOf('region-2020/region.bin');
  const pinned = { type: 'vfio_region_zpci_info@zpci-region-2020', endian: 'big' } as const;
  const codes = (bytes: Uint8Array): string[] => decodeBlock(bytes, pinned).issues.map(({ code }) => code);

  it('of 2020 end where the region ends, not only at 0', () => {
    expect(codes(region)).not.toContain('CHAIN_OUT_OF_RANGE');
    expect(codes(region.with(163, 0))).toEqual(codes(region));
    // One byte before the end is a link again, and leads nowhere.
    expect(codes(region.with(163, 171))).toContain('CHAIN_OUT_OF_RANGE');
  });

  it('of 2019 count from the first capability, which is said where it happens', () => {
    const block = decodeBlock(bytesOf('iommu-v2/iommu-info.bin'));
    const found = block.issues.find(({ code }) => code === 'CHAIN_FROM_FIRST');
    expect(found).toMatchObject({ byteOffset: 28, path: 'vfio_info_cap_header.next' });
    expect(block.structs.map(({ byteOffset }) => byteOffset)).toEqual([0, 24, 224]);
  });

  it('leave what a longer answer of firmware adds in a gap, with its bytes', () => {
    const { structs } = describeBlock(decodeBlock(bytesOf('iommu-v2-mio/iommu-info.bin')));
    const gap = structs.find(({ struct }) => struct === 'gap');
    expect(gap).toMatchObject({ byteOffset: 224, byteLength: 192 });
    expect(gap?.raw?.slice(128, 136)).toBe('48000000');
  });
});

describe('under a pinned type', () => {
  const types = [...new Set(blocks.map(({ block }) => block.listed.type))];

  it.each(types)('%s decodes every block and every length of it without throwing, bit by bit', (type) => {
    for (const { block } of blocks) {
      for (let length = 1; length <= block.bytes.length; length += 7) {
        const bytes = block.bytes.subarray(0, length);
        expect(uncovered(describeBlock(decodeBlock(bytes, { type, endian: 'big' })))).toEqual([]);
      }
    }
  });
});
