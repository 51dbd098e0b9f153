/**
 * Blocks made by chance, for fast-check: bytes of any kind, bytes that look like an answer at first sight,
 * and info buffers with chains of capabilities, sound and broken.
 */
import fc from 'fast-check';
import type { Endian } from '../../src/index.js';

/** Mostly zeros and small numbers, as real blocks are, so that sizes and counts are often believable. */
const likelyByte = fc.oneof(
  { weight: 5, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 64 }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 255 }) },
);

/** Bytes of any kind; never empty. */
export function anyBytes(maxLength: number): fc.Arbitrary<Uint8Array> {
  const likely = fc.array(likelyByte, { minLength: 1, maxLength, size: 'max' }).map((bytes) => Uint8Array.from(bytes));
  return fc.oneof(likely, fc.uint8Array({ minLength: 1, maxLength, size: 'max' }));
}

const length16 = fc.oneof(
  fc.constantFrom(0, 7, 15, 16, 24, 32, 48, 64, 192, 384, 4064),
  fc.integer({ min: 0, max: 0xffff }),
);
const response16 = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0x0010) },
  { weight: 1, arbitrary: fc.constantFrom(0x0050, 0x0101, 0x010a, 0x010b, 0x0999) },
);

/** Bytes that begin with a believable length and response code. */
export function responseBytes(maxLength: number): fc.Arbitrary<Uint8Array> {
  return fc
    .tuple(length16, response16, anyBytes(maxLength), fc.constantFrom(0, 8, 15, 16, 17, 32, 0xff))
    .map(([length, code, rest, stride]) => {
      const bytes = new Uint8Array(4 + rest.length);
      put16(bytes, 0, length);
      put16(bytes, 2, code);
      bytes.set(rest, 4);
      if (bytes.length > 31) bytes[31] = stride;
      return bytes;
    });
}

/** A page: a request of some length and command, then something. */
export const pageBytes: fc.Arbitrary<Uint8Array> = fc
  .tuple(
    fc.oneof(fc.constantFrom(16, 32), length16),
    fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 0xffff })),
    anyBytes(44),
    responseBytes(460),
  )
  .map(([length, command, request, response]) => {
    const at = Math.min(length, 48);
    const bytes = new Uint8Array(at + response.length);
    bytes.set(request.subarray(0, at));
    bytes.set(response, at);
    put16(bytes, 0, length);
    put16(bytes, 2, command);
    return bytes;
  });

function put16(bytes: Uint8Array, at: number, value: number): void {
  for (const [i, byte] of [value >> 8, value & 0xff].entries()) if (at + i < bytes.length) bytes[at + i] = byte;
}

/** What the chain builder must know of an info struct; offsets as in include/uapi/linux/vfio.h. */
export interface InfoShape {
  readonly type: string;
  readonly flagMask: number;
  readonly capOffsetAt: number;
  /** The offset of the first capability has 64 bits. */
  readonly isWide?: true;
  /** Sizes that the fixed part has had since it has a chain. */
  readonly sizes: readonly number[];
}

export const infoShapes: readonly InfoShape[] = [
  { type: 'vfio_device_info', flagMask: 0x80, capOffsetAt: 16, sizes: [20, 24] },
  { type: 'vfio_iommu_type1_info', flagMask: 0x2, capOffsetAt: 16, sizes: [20, 24] },
  { type: 'vfio_region_info', flagMask: 0x8, capOffsetAt: 12, sizes: [32] },
  // The proposals of 2019, as in their patches of include/uapi/linux/vfio.h.
  { type: 'vfio_iommu_type1_info@rfc-2019-v1', flagMask: 0x2, capOffsetAt: 16, isWide: true, sizes: [24] },
  { type: 'vfio_iommu_type1_info@rfc-2019-v2', flagMask: 0x2, capOffsetAt: 16, isWide: true, sizes: [24] },
];

type Next = 'follow' | 'end' | 'self' | 'back' | 'wild';

export interface RandomLink {
  readonly id: number;
  readonly version: number;
  readonly body: Uint8Array;
  /** Bytes before the next capability. */
  readonly gap: number;
  readonly next: Next;
  readonly wild: number;
}

const linkArbitrary: fc.Arbitrary<RandomLink> = fc.record({
  id: fc.oneof(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 0xffff })),
  version: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 0xffff })),
  body: anyBytes(56),
  gap: fc.integer({ min: 0, max: 9 }),
  next: fc.oneof(
    { weight: 8, arbitrary: fc.constant<Next>('follow') },
    { weight: 2, arbitrary: fc.constantFrom<Next>('end', 'self', 'back', 'wild') },
  ),
  wild: fc.oneof(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 0xffff_ffff })),
});

export interface ChainBlock {
  readonly shape: InfoShape;
  readonly endian: Endian;
  readonly bytes: Uint8Array;
}

/** An info buffer with a chain of capabilities that may lead anywhere. */
export const chainBlock: fc.Arbitrary<ChainBlock> = fc
  .record({
    shape: fc.constantFrom(...infoShapes),
    endian: fc.constantFrom<Endian>('big', 'little'),
    fixed: fc.array(likelyByte, { minLength: 32, maxLength: 32 }),
    sizeIndex: fc.nat(1),
    hasFlag: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    first: fc.oneof(
      { weight: 9, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 300 }) },
    ),
    links: fc.array(linkArbitrary, { maxLength: 6 }),
    tail: fc.integer({ min: 0, max: 12 }),
  })
  .map(({ shape, endian, fixed, sizeIndex, hasFlag, first, links, tail }) => {
    const fixedSize = shape.sizes[sizeIndex % shape.sizes.length] ?? 32;
    const starts: number[] = [];
    let end = fixedSize;
    for (const link of links) {
      starts.push(end);
      end += 8 + link.body.length + link.gap;
    }
    const bytes = new Uint8Array(end + tail);
    bytes.set(fixed.slice(0, fixedSize));
    const view = new DataView(bytes.buffer);
    const little = endian === 'little';
    view.setUint32(0, bytes.length, little);
    const flags = view.getUint32(4, little);
    view.setUint32(4, hasFlag ? (flags | shape.flagMask) >>> 0 : (flags & ~shape.flagMask) >>> 0, little);
    const capOffset = first ?? starts[0] ?? 0;
    if (shape.isWide) view.setBigUint64(shape.capOffsetAt, BigInt(capOffset), little);
    else view.setUint32(shape.capOffsetAt, capOffset, little);
    for (const [i, link] of links.entries()) {
      const at = starts[i] ?? 0;
      view.setUint16(at, link.id, little);
      view.setUint16(at + 2, link.version, little);
      view.setUint32(at + 4, nextOf(link, starts, i), little);
      bytes.set(link.body, at + 8);
    }
    return { shape, endian, bytes };
  });

function nextOf(link: RandomLink, starts: readonly number[], i: number): number {
  switch (link.next) {
    case 'follow':
      return starts[i + 1] ?? 0;
    case 'end':
      return 0;
    case 'self':
      return starts[i] ?? 0;
    case 'back':
      return starts[Math.floor(i / 2)] ?? 0;
    case 'wild':
      return link.wild;
  }
}
