/**
 * All-zero blocks to paint on, one for each layout and byte order. The members that steer the decoder are
 * typed by hand; where the members lie is what the compiler says, never what the layouts say.
 */
import { catalog, type Endian, type Layout } from '../../src/index.js';
import { notCompiledProposals } from '../oracle/not-compiled.js';
import { allFields, type OracleField, type OracleStruct } from '../oracle/oracle.js';
import { type Place, placeOf, structOf } from '../oracle/reader.js';

/** What must stand in a block so that it decodes: bytes by offset, big-endian, and the members they are. */
interface Prepared {
  readonly size?: number;
  readonly numbers: readonly (readonly [byteOffset: number, bytes: 1 | 2 | 4, value: number])[];
  readonly members: readonly string[];
  /** Elements of the array of structs, or bytes of the string, at the end. */
  readonly elements?: number;
  /** Beginnings of the members of a union that are not the live one. */
  readonly dead?: readonly string[];
}

const response = (size: number): Prepared => ({
  numbers: [
    [0, 2, size],
    [2, 2, 0x0010],
  ],
  members: ['hdr.len', 'hdr.rsp'],
});

const request = (size: number, command: number): Prepared => ({
  numbers: [
    [0, 2, size],
    [2, 2, command],
  ],
  members: ['hdr.len', 'hdr.cmd'],
});

const counted = (size: number, member: string, at: number, elements: number): Prepared => ({
  size,
  numbers: [[at, 4, elements]],
  members: [member],
  elements,
});

const versioned = (version: number): Prepared => ({ numbers: [[2, 2, version]], members: ['header.version'] });

const prepared: Readonly<Record<string, Prepared>> = {
  clp_req_slpc: request(16, 1),
  clp_req_list_pci: request(32, 2),
  clp_req_query_pci: request(32, 3),
  clp_req_query_pci_grp: request(32, 4),
  clp_req_set_pci: request(32, 5),
  clp_rsp_slpc: response(128),
  clp_rsp_slpc_pci: response(128),
  clp_rsp_query_pci: response(384),
  clp_rsp_query_pci_grp: response(64),
  clp_rsp_set_pci: response(160),
  clp_rsp_list_pci: {
    size: 64,
    numbers: [
      [0, 2, 64],
      [2, 2, 0x0010],
      [31, 1, 16],
    ],
    members: ['hdr.len', 'hdr.rsp', 'entry_size'],
    elements: 2,
  },
  vfio_pci_hot_reset_info: counted(28, 'count', 8, 2),
  vfio_iommu_type1_info_cap_iova_range: counted(48, 'nr_iovas', 8, 2),
  vfio_region_info_cap_sparse_mmap: counted(48, 'nr_areas', 8, 2),
  zpci_fmb: { numbers: [[0, 1, 1]], members: ['format'], dead: ['fmt0.', 'fmt2.', 'fmt3.'] },
  vfio_device_info_cap_zpci_base: versioned(3),
  vfio_device_info_cap_zpci_group: versioned(2),
  vfio_device_info_cap_zpci_util: counted(76, 'size', 8, 64),
  vfio_device_info_cap_zpci_pfip: counted(16, 'size', 8, 4),
  'vfio_region_zpci_info_util@zpci-region-2020': counted(76, 'size', 8, 64),
  'vfio_region_zpci_info_pfip@zpci-region-2020': counted(16, 'size', 8, 4),
  'vfio_iommu_type1_info_block@rfc-2019-v1': { size: 40, numbers: [], members: [], elements: 32 },
  'vfio_region_zpci_info@zdev-region-2019-v4': { size: 114, numbers: [], members: [], elements: 64 },
};

/** How the oracle's records of a proposal begin. */
const proposals: Readonly<Record<string, string>> = {
  'rfc-2019-v1': 'RFC v1 2019-05-10',
  'rfc-2019-v2': 'RFC v2 2019-05-17',
  'zdev-region-2019-v3': 'RFC v3 2019-05-23',
  'zdev-region-2019-v4': 'RFC v4 2019-09-06',
  'zpci-region-2020': 'RFC v2 2020-10-02',
};

/**
 * Layouts without a compiler line of their own: one is painted as a member of another, and of the proposals of 2026 the
 * oracle has nothing; a block with typed values holds their places.
 */
export const noOracle: readonly string[] = [
  'mio_info.addr',
  'vfio_device_feature_zpci_err@zpci-error-v18',
  'vfio_device_feature_zpci_fmb_enable@fmb-v5',
  'vfio_device_feature_zpci_fmb_read@fmb-v5',
];

/** The compiler's view of a layout. */
function oracleOf(layout: Layout): OracleStruct {
  const found = layout.interface === undefined ? structOf(layout.tag) : proposalOf(layout.tag, layout.interface);
  if (found === undefined) throw new Error(`the oracle has no ${layout.tag} ${layout.interface ?? ''}`);
  return found;
}

function proposalOf(tag: string, name: string): OracleStruct | undefined {
  const start = proposals[name];
  const records = allFields.filter((one) => one.struct === tag && start !== undefined && one.source.startsWith(start));
  const total = records.find((one) => one.field === '<total>');
  if (total === undefined) return notCompiledProposals[name]?.find((struct) => struct.name === tag);
  const fields = new Map(records.filter((one) => one !== total).map((one) => [one.field, one]));
  return { name: tag, version: '0', arch: total.arch, sizeof: total.sizeBytes, fields };
}

/** A run of bits, as the oracle places it. */
export interface Run {
  readonly path: string;
  readonly byteOffset: number;
  readonly bitOffset: number;
  readonly bitLength: number;
  /** Storage bytes of an integer, undefined for a byte string. */
  readonly isInteger: boolean;
  readonly isLittle: boolean;
}

export interface Canvas {
  /** As the type is given. */
  readonly type: string;
  readonly layout: Layout;
  readonly endian: Endian;
  /** Zeros, but for the members that steer the decoder. */
  readonly bytes: Uint8Array;
  /** Members that may be painted, in the order of the oracle. */
  readonly members: readonly Run[];
  /** Members whose value was typed into the bytes. */
  readonly fixed: readonly Run[];
}

const typeOf = (layout: Layout): string =>
  layout.interface === undefined ? layout.tag : `${layout.tag}@${layout.interface}`;

function canvasOf(layout: Layout, endian: Endian): Canvas {
  const type = typeOf(layout);
  const oracle = oracleOf(layout);
  const {
    size = oracle.sizeof,
    numbers,
    members,
    elements = 0,
    dead = [],
  } = prepared[type] ?? { numbers: [], members: [] };
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  for (const [at, width, value] of numbers) {
    for (let i = 0; i < width; i++)
      view.setUint8(endian === 'big' ? at + i : at + width - 1 - i, Math.floor(value / 256 ** (width - 1 - i)) % 256);
  }
  const runs = runsOf(oracle, bytes, elements).filter(({ path }) => !dead.some((start) => path.startsWith(start)));
  const isFixed = (run: Run): boolean => members.includes(run.path);
  return { type, layout, endian, bytes, members: runs.filter((run) => !isFixed(run)), fixed: runs.filter(isFixed) };
}

/** Integer arrays that the tool shows element by element. */
const elementwise = ['bar', 'bar_size'];

function runsOf(oracle: OracleStruct, bytes: Uint8Array, elements: number): Run[] {
  const isOwner = (field: OracleField): boolean =>
    [...oracle.fields.keys()].some(
      (other) => other.startsWith(`${field.field}.`) || other.startsWith(`${field.field}[`),
    );
  return [...oracle.fields.values()].flatMap((field) => {
    const last = field.field.split('.').at(-1) ?? '';
    if (isOwner(field) || field.type?.startsWith('struct ')) return [];
    const array = /^(.*)\[0\]/.exec(field.field)?.[1];
    const declared =
      array === undefined ? 0 : Number(/\[(\d+)\]$/.exec(oracle.fields.get(array)?.type ?? '')?.[1] ?? 0);
    const count = elements > 0 ? elements : declared;
    if (array !== undefined) return range(count).map((i) => runOf(oracle, bytes, field.field.replace('[0]', `[${i}]`)));
    if (elementwise.includes(last)) return range(6).map((i) => runOf(oracle, bytes, `${field.field}[${i}]`));
    return [runOf(oracle, bytes, field.field, field.sizeBytes === 0 ? elements : undefined)];
  });
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

function runOf(oracle: OracleStruct, bytes: Uint8Array, path: string, length?: number): Run {
  const place: Place | undefined = placeOf(oracle, path, bytes);
  if (place === undefined) throw new Error(`${oracle.name} has no ${path}`);
  const { byteOffset, bitOffset, isInteger, isLittle } = place;
  const bitLength = length === undefined ? place.bitLength : length * 8;
  return { path, byteOffset, bitOffset, bitLength, isInteger, isLittle };
}

/** Bits of a canvas that no member has, as the decoder should show them: maximal runs. */
export function holesOf(canvas: Canvas): Run[] {
  const taken = new Uint8Array(canvas.bytes.length * 8);
  for (const run of [...canvas.members, ...canvas.fixed]) {
    const from = run.byteOffset * 8 + run.bitOffset;
    taken.fill(1, from, from + run.bitLength);
  }
  const holes: Run[] = [];
  for (let from = taken.indexOf(0); from >= 0; ) {
    const next = taken.indexOf(1, from);
    const to = next < 0 ? taken.length : next;
    const byteOffset = Math.floor(from / 8);
    const bitOffset = from % 8;
    const path = `(padding ${byteOffset}.${bitOffset})`;
    holes.push({ path, byteOffset, bitOffset, bitLength: to - from, isInteger: false, isLittle: false });
    from = next < 0 ? -1 : taken.indexOf(0, to);
  }
  return holes;
}

/** The bytes of the canvas with bits of a run set: all of them, or those for which `chosen` says so. */
export function paint(canvas: Canvas, run: Run, chosen: (bit: number) => boolean = () => true): Uint8Array {
  const bytes = canvas.bytes.slice();
  for (let i = 0; i < run.bitLength; i++) {
    if (!chosen(i)) continue;
    const bit = run.byteOffset * 8 + run.bitOffset + i;
    const at = Math.floor(bit / 8);
    bytes[at] = (bytes[at] ?? 0) | (0x80 >> (bit % 8));
  }
  return bytes;
}

/** One canvas for each layout, two where the byte order is the host's. */
export const canvases: readonly Canvas[] = catalog
  .layouts()
  .filter((layout) => !noOracle.includes(typeOf(layout)))
  .flatMap((layout) => {
    const orders: readonly Endian[] = layout.byteOrder === 'host' ? ['big', 'little'] : ['big'];
    return orders.map((endian) => canvasOf(layout, endian));
  });
