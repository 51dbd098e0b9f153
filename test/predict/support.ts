/**
 * VFIO buffers for predictions: the captured ones of a three-views case, with bytes changed at offsets that
 * are typed here by hand, and the predicted fields by name.
 */
import {
  type BlockResult,
  type DecodedBlock,
  decodeBlock,
  type FieldResult,
  type PredictInput,
  type Prediction,
  predictGuest,
} from '../../src/index.js';
import { cases, type NamedCase } from '../fixtures/cases.js';

export const threeViews = cases.filter((one) => one.path.startsWith('three-views/'));

/** The bytes of one file of a case. */
export function fileOf(one: NamedCase, file: string): Uint8Array {
  const found = one.blocks.find((block) => block.listed.file === file);
  if (found === undefined) throw new Error(`${one.path} has no ${file}`);
  return found.bytes.slice();
}

const named = (name: string): NamedCase => {
  const found = threeViews.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no case ${name}`);
  return found;
};

/** Where the members lie in the 208 bytes of net-group5/vfio-device-info.bin. */
const deviceOffsets = {
  capOffset: [0x10, 4],
  baseNext: [0x1c, 4],
  startDma: [0x20, 8],
  endDma: [0x28, 8],
  vfn: [0x32, 2],
  pft: [0x36, 1],
  gid: [0x37, 1],
  handle: [0x38, 4],
  groupNext: [0x44, 4],
  flags: [0x58, 8],
  mui: [0x60, 2],
  noi: [0x62, 2],
  maxstbl: [0x64, 2],
  imaxstbl: [0x68, 2],
  utilNext: [0x74, 4],
  utilSize: [0x78, 4],
  pfipSize: [0xc8, 4],
} as const;

/** Where they lie in the 104 bytes of net-group5/vfio-iommu-info.bin. */
const iommuOffsets = { migrationNext: [0x1c, 4], avail: [0x40, 4] } as const;

type Patches<T> = Readonly<Partial<Record<keyof T, number | bigint>>>;

function patched<T extends Readonly<Record<string, readonly [number, number]>>>(
  bytes: Uint8Array,
  offsets: T,
  patches: Patches<T>,
): Uint8Array {
  for (const [name, value] of Object.entries(patches)) {
    const [at = 0, size = 0] = offsets[name] ?? [];
    const hex = BigInt(value ?? 0)
      .toString(16)
      .padStart(size * 2, '0');
    for (let i = 0; i < size; i++) bytes[at + i] = Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16);
  }
  return bytes;
}

export type DevicePatches = Patches<typeof deviceOffsets>;
export type IommuPatches = Patches<typeof iommuOffsets>;

/** Bytes of a device info with a version 2 BASE and GROUP, UTIL and PFIP: group 5, aperture of 3 GiB. */
export function deviceBytes(patches: DevicePatches = {}): Uint8Array {
  return patched(fileOf(named('net-group5'), 'vfio-device-info.bin'), deviceOffsets, patches);
}

export function device(patches: DevicePatches = {}): DecodedBlock {
  return decodeBlock(deviceBytes(patches), { type: 'vfio_device_info', endian: 'big' });
}

/** An IOMMU info with a DMA limit of 65535 pages. */
export function iommu(patches: IommuPatches = {}): DecodedBlock {
  const bytes = patched(fileOf(named('net-group5'), 'vfio-iommu-info.bin'), iommuOffsets, patches);
  return decodeBlock(bytes, { type: 'vfio_iommu_type1_info', endian: 'big' });
}

/** Version 1 capabilities, as Linux 5.10 made them. */
export function deviceV1(): DecodedBlock {
  const bytes = fileOf(named('net-group5_linux-5.10'), 'vfio-device-info.bin');
  return decodeBlock(bytes, { type: 'vfio_device_info', endian: 'big' });
}

/** A prediction from both buffers, unless others are given. */
export function predict(input: Partial<PredictInput> = {}): Prediction {
  return predictGuest({ vfio: [device(), iommu()], ...input });
}

/** Every field of both answers: `fn.` and `grp.` before the member. */
export function fieldsOf(prediction: Prediction): ReadonlyMap<string, FieldResult> {
  const [fn, grp] = prediction.blocks;
  const entries = (name: string, block: BlockResult | undefined): [string, FieldResult][] =>
    (block?.structs ?? []).flatMap((struct) =>
      struct.fields.map((field): [string, FieldResult] => [`${name}.${field.path}`, field]),
    );
  return new Map([...entries('fn', fn), ...entries('grp', grp)]);
}

/** Value of one field, or `unpredictable`. */
export function fieldValue(prediction: Prediction, path: string): number | string | null | undefined {
  const field = fieldsOf(prediction).get(path);
  return field?.status === 'unpredictable' ? 'unpredictable' : field?.value;
}

/** Several of them. */
export function valuesOf(prediction: Prediction, paths: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(paths.map((path) => [path, fieldValue(prediction, path)]));
}

/** Each bit that fields and gaps do not cover exactly once, and raw bytes that hold more than their own bits. */
export function coverProblems(block: BlockResult): string[] {
  const covered = new Uint8Array(block.length * 8);
  const enter = (from: number, count: number): void => {
    for (let bit = from; bit < from + count; bit++) covered[bit] = (covered[bit] ?? 0) + 1;
  };
  for (const struct of block.structs) {
    if (struct.struct === 'gap') enter(struct.byteOffset * 8, struct.byteLength * 8);
    for (const field of struct.fields) {
      if (field.status === 'ok') enter((struct.byteOffset + field.byteOffset) * 8 + field.bitOffset, field.bitLength);
      else if (field.raw !== null || field.value !== null) return [`${field.path} has a value`];
    }
  }
  return [...covered.entries()].filter(([, count]) => count !== 1).map(([bit, count]) => `bit ${bit}: ${count} times`);
}
