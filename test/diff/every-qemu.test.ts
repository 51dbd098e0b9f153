/**
 * What each QEMU answers, held against `predict` and `diff`. All values are typed here from what is known of the
 * versions. A guest that is told them has no finding; a prediction says them.
 */
import { describe, expect, it } from 'vitest';
import { diffViews } from '../../src/diff/diff.js';
import { type DecodedBlock, decodeBlock, type Mode, type PredictInput } from '../../src/index.js';
import type { DiffReport } from '../../src/model/diff.js';
import { device, fileOf, iommu, predict, threeViews, valuesOf } from '../predict/support.js';

const versions = [
  '5.2',
  '6.2',
  '7.2',
  '8.1.2',
  '8.1.3',
  '8.2',
  '9.2',
  '10.0.8',
  '10.0.9',
  '10.2.1',
  '10.2.2',
  '11.1',
] as const;
type Version = (typeof versions)[number];

/** The three apertures, all from 0x100000000: 128 MiB, 3 GiB, and up to 2 to the power 53. */
const narrow = '0x0000000107ffffff';
const usual = '0x00000001bfffffff';
const huge = '0x001fffffffffffff';
const ends = { narrow, usual, huge } as const;
type Aperture = keyof typeof ends;

/** What the container reports: nothing, 0, 65535 pages, or what iommufd's compatible one does. */
const limits = ['absent', 'zero', 'small', 'compatible'] as const;
type Limit = (typeof limits)[number];
type EndsByLimit = Readonly<Record<Limit, readonly [narrow: string, usual: string, huge: string]>>;

const unshortened = [narrow, usual, huge] as const;
const empty = '0x00000000ffffffff';
/** 65535 pages from the start; 4294967295 pages from the start. */
const smallEnd = '0x000000010fffefff';
const compatibleEnd = '0x00001000ffffefff';

const never: EndsByLimit = {
  absent: unshortened,
  zero: unshortened,
  small: unshortened,
  compatible: unshortened,
};
const blindly: EndsByLimit = {
  absent: [empty, empty, empty],
  zero: [empty, empty, empty],
  small: [narrow, smallEnd, smallEnd],
  compatible: [narrow, usual, compatibleEnd],
};
const limited: EndsByLimit = {
  absent: unshortened,
  zero: unshortened,
  small: [narrow, smallEnd, smallEnd],
  compatible: [narrow, usual, compatibleEnd],
};

/** edma in a VFIO container, with relaxed translation off where the version has it. */
const translated: Readonly<Record<Version, EndsByLimit>> = {
  '5.2': never,
  '6.2': never,
  '7.2': never,
  '8.1.2': blindly,
  '8.1.3': limited,
  '8.2': limited,
  '9.2': limited,
  '10.0.8': limited,
  '10.0.9': limited,
  '10.2.1': limited,
  '10.2.2': limited,
  '11.1': limited,
};
const hasRelaxed: readonly Version[] = ['10.0.8', '10.0.9', '10.2.1', '10.2.2', '11.1'];

/** The host: group 5, 0x20 or 0xf3, or no GROUP capability. What it has of its own: */
const host = { noi: 77, mui: 1234 } as const;
const hostGroups = ['0x05', '0x20', '0xf3', 'none'] as const;
type HostGroup = (typeof hostGroups)[number];
type GroupRow = readonly [pfgid: number, noi: number, version: number, maxstbl: number, mui: number, dasm: string];

const own = (pfgid: number, maxstbl = 128): GroupRow => [pfgid, 77, 1, maxstbl, 1234, '0xffffffffffff0000'];
const constants = (pfgid: number): GroupRow => [pfgid, 128, 0, 128, 4000, '0x0000000000000000'];

type GroupsByHost = Readonly<Record<HostGroup, readonly [intercept: GroupRow, interpret: GroupRow]>>;
/** Interpretation came with 7.2: before, the mode changes nothing. */
const early: GroupsByHost = {
  '0x05': [own(5), own(5)],
  '0x20': [constants(0x20), constants(0x20)],
  '0xf3': [own(0xf3), own(0xf3)],
  none: [constants(0x20), constants(0x20)],
};
const late: GroupsByHost = {
  '0x05': [own(0xf0), own(5, 64)],
  '0x20': [own(0xf0), own(0x20, 64)],
  '0xf3': [constants(0xff), constants(0xff)],
  none: [constants(0xff), constants(0xff)],
};

/** dtsm; the group's row by host group; the byte order of bar[]. */
const answered: Readonly<Record<Version, readonly [dtsm: number, groups: GroupsByHost, bars: 'big' | 'little']>> = {
  '5.2': [0, early, 'big'],
  '6.2': [0, early, 'big'],
  '7.2': [0x40, late, 'big'],
  '8.1.2': [0x40, late, 'big'],
  '8.1.3': [0x40, late, 'big'],
  '8.2': [0x40, late, 'big'],
  '9.2': [0x40, late, 'big'],
  '10.0.8': [0x40, late, 'big'],
  '10.0.9': [0x40, late, 'little'],
  '10.2.1': [0x40, late, 'big'],
  '10.2.2': [0x40, late, 'little'],
  '11.1': [0x40, late, 'little'],
};

/** Everything that the host and the command line say. */
interface Setup {
  readonly qemu: Version;
  readonly group: HostGroup;
  readonly limit: Limit;
  readonly aperture: Aperture;
  readonly mode: Extract<Mode, 'intercept' | 'interpret'>;
  readonly container: 'type1' | 'iommufd';
  readonly relaxed: boolean;
}

/** What the guest is told: edma, dtsm, rtr, then the row of its group. */
interface Told {
  readonly edma: string;
  readonly dtsm: number;
  readonly rtr: number;
  readonly group: GroupRow;
}

function toldBy({ qemu, group, limit, aperture, mode, container, relaxed }: Setup): Told {
  const [dtsm, groups] = answered[qemu];
  const index = { narrow: 0, usual: 1, huge: 2 }[aperture];
  const isWhole = container === 'iommufd' || relaxed;
  return {
    edma: isWhole ? ends[aperture] : (translated[qemu][limit][index] ?? ''),
    dtsm,
    rtr: relaxed && groups[group][0][0] !== 0xff ? 1 : 0,
    group: groups[group][mode === 'intercept' ? 0 : 1],
  };
}

const net = threeViews.find(({ name }) => name === 'net-group5');
if (net === undefined) throw new Error('no case net-group5');

/** A captured block with big-endian numbers written at these offsets. */
function poked(file: string, type: string, values: readonly (readonly [at: number, size: number, value: bigint])[]) {
  if (net === undefined) throw new Error('no case');
  const bytes = fileOf(net, file);
  for (const [at, size, value] of values) {
    for (let i = 0; i < size; i++) bytes[at + i] = Number((value >> BigInt(8 * (size - 1 - i))) & 0xffn);
  }
  return decodeBlock(bytes, { type, endian: 'big' });
}

const groupId = (group: HostGroup): bigint => (group === 'none' ? 5n : BigInt(group));

/** Device info and IOMMU info of the host; the chain leaves GROUP out for `none`, DMA_AVAIL for `absent`. */
function vfioOf({ group, limit, aperture }: Setup): DecodedBlock[] {
  return [
    device({
      endDma: BigInt(ends[aperture]),
      gid: groupId(group),
      handle: 0x8000_0012,
      noi: host.noi,
      mui: host.mui,
      ...(group === 'none' ? { baseNext: 0x70 } : {}),
    }),
    limit === 'absent'
      ? iommu({ migrationNext: 0x48 })
      : iommu({ avail: { zero: 0, small: 0xffff, compatible: 0xffff_ffff }[limit] }),
  ];
}

function firmwareOf({ group }: Setup): DecodedBlock[] {
  return [
    poked('firmware-query-fn.bin', 'clp_rsp_query_pci', [[0x13, 1, groupId(group)]]),
    poked('firmware-query-grp.bin', 'clp_rsp_query_pci_grp', [
      [0x10, 2, BigInt(host.noi)],
      [0x16, 2, BigInt(host.mui)],
    ]),
  ];
}

/** What a guest of this QEMU reads, with bar[] in the order of its version unless the other is asked for. */
function guestOf(setup: Setup, order = answered[setup.qemu][2]): DecodedBlock[] {
  const { edma, dtsm, rtr, group } = toldBy(setup);
  const [pfgid, noi, version, maxstbl, mui, dasm] = group;
  const bar = order === 'little' ? 0x0c00_0000n : 0xcn;
  // QEMU 5.2 forgot vfn, pfip and util_str.
  const lost =
    setup.qemu === '5.2'
      ? ([
          [0x10, 2, 0n],
          [0x38, 4, 0n],
          [0x80, 64, 0n],
        ] as const)
      : [];
  return [
    poked('guest-query-fn.bin', 'clp_rsp_query_pci', [
      [0x13, 1, BigInt(pfgid)],
      [0x30, 4, bar],
      [0x48, 8, BigInt(edma)],
      ...lost,
    ]),
    poked('guest-query-grp.bin', 'clp_rsp_query_pci_grp', [
      [0x10, 2, BigInt(noi)],
      [0x12, 1, BigInt(version)],
      [0x13, 1, BigInt(rtr * 0x20 + 1)],
      [0x14, 2, BigInt(maxstbl)],
      [0x16, 2, BigInt(mui)],
      [0x18, 1, BigInt(dtsm)],
      [0x20, 8, BigInt(dasm)],
    ]),
  ];
}

function compared(setup: Setup, guest = guestOf(setup)): DiffReport {
  const { qemu, mode, container } = setup;
  const options = { qemu, container, linux: '6.12', ...(qemu === '5.2' || qemu === '6.2' ? {} : { mode }) };
  return diffViews({ firmware: firmwareOf(setup), vfio: vfioOf(setup), guest, options });
}

const bad: readonly (string | undefined)[] = ['mismatch', 'leak', 'widened', 'unexpected', 'swapped', 'missing'];

/** Findings on the guest's side, apart from what a missing capability is on VFIO's. */
function guestErrors({ rows }: DiffReport): string[] {
  return rows
    .filter((row) => row.severity === 'error' && bad.includes(row.verdicts['guest']))
    .map((row) => `${row.attribute} ${row.verdicts['guest']}: ${row.reasons['guest']}`);
}

function predicted({ qemu, mode, container, relaxed, ...rest }: Setup): Record<string, unknown> {
  const input: PredictInput = {
    vfio: vfioOf({ qemu, mode, container, relaxed, ...rest }),
    qemu,
    mode,
    container,
    ...(hasRelaxed.includes(qemu) ? { relaxedTranslation: relaxed } : {}),
  };
  return valuesOf(predict(input), [
    'fn.edma',
    'grp.dtsm',
    'grp.rtr',
    'fn.pfgid',
    'grp.noi',
    'grp.version',
    'grp.maxstbl',
    'grp.mui',
    'grp.dasm',
    'grp.msia',
  ]);
}

const plain = { group: '0x05', limit: 'small', aperture: 'usual', mode: 'intercept', container: 'type1' } as const;

/** Every limit with every aperture; every host group in every mode. Opened through iommufd, no limit matters. */
function setupsOf(qemu: Version): Setup[] {
  const apertures = limits.flatMap((limit) =>
    (['narrow', 'usual', 'huge'] as const).map((aperture) => ({ ...plain, limit, aperture })),
  );
  const cdevs = limits.map((limit) => ({ ...plain, limit, aperture: 'huge', container: 'iommufd' }) as const);
  const groups = hostGroups.flatMap((group) => [
    { ...plain, group },
    { ...plain, group, mode: 'interpret', limit: 'compatible', aperture: 'huge' } as const,
  ]);
  const relaxations = hasRelaxed.includes(qemu) ? [false, true] : [false];
  return [...apertures, ...cdevs, ...groups].flatMap((one) =>
    relaxations.map((relaxed) => ({ ...one, qemu, relaxed })),
  );
}

describe.each(versions)('QEMU %s', (qemu) => {
  const setups = setupsOf(qemu);

  it('predict says what the guest is told', () => {
    for (const setup of setups) {
      const { edma, dtsm, rtr, group: row } = toldBy(setup);
      const values = [edma, dtsm, rtr, ...row, '0xfe00000000000000'];
      expect(Object.values(predicted(setup)), JSON.stringify(setup)).toEqual(values);
    }
  });

  it('diff finds no error in it, except the empty aperture that 8.0 to 8.1.2 make of no limit', () => {
    for (const setup of setups) {
      const isEmpty = toldBy(setup).edma === empty;
      const errors = guestErrors(compared(setup));
      const found = isEmpty ? [expect.stringMatching(/^edma mismatch: .*empty range.*8\.0 to 8\.1\.2/)] : [];
      expect(errors, JSON.stringify(setup)).toEqual(found);
    }
  });
});

describe.each(versions)('what QEMU %s does not answer', (qemu) => {
  const [, , order] = answered[qemu];
  const setup: Setup = { ...plain, qemu, relaxed: false };
  const wordsOf = (report: DiffReport): string[] =>
    report.rows.filter((row) => row.attribute === 'bar[4]').map((row) => `${row.verdicts['guest']} ${row.severity}`);

  it(`writes bar[] ${order}-endian: the other way round is an error where it should be little`, () => {
    const expected = order === 'big' ? 'swapped warning' : 'swapped error';
    expect(wordsOf(compared(setup, guestOf(setup, 'big')))).toEqual([expected]);
    expect(wordsOf(compared(setup, guestOf(setup, 'little')))).toEqual(['same ok']);
  });

  it('an end that this version does not make is an error', () => {
    const wrong = { ...setup, limit: 'absent' } as const;
    const guest = guestOf(setup);
    const edma = toldBy(setup).edma;
    expect(guestErrors(compared(wrong, guest))).toHaveLength(edma === usual ? 0 : 1);
  });

  it('the group of another version is an error', () => {
    const in20: Setup = { ...setup, group: '0x20' };
    const other: Setup = { ...in20, qemu: qemu === '5.2' || qemu === '6.2' ? '7.2' : '6.2' };
    const [, group] = guestOf(other);
    const [fn] = guestOf(in20);
    if (fn === undefined || group === undefined) throw new Error('no blocks');
    const errors = guestErrors(compared(in20, [fn, group]));
    expect(errors.map((one) => one.slice(0, one.indexOf(' ')))).toEqual(
      expect.arrayContaining(['noi', 'version', 'mui', 'dasm']),
    );
  });
});

describe('an error interrupt that QEMU does not know', () => {
  /** BASE at 0x18 of the device info, in the version that Linux 7.3 writes. */
  const errorChecks = (version: number, qemu: string): string[] => {
    const setup: Setup = { ...plain, qemu: '11.1', relaxed: true };
    const [info, limit] = vfioOf(setup);
    if (info === undefined || limit === undefined) throw new Error('no buffers');
    const bytes = info.bytes.slice();
    bytes[0x1b] = version;
    const vfio = [decodeBlock(bytes, { type: 'vfio_device_info', endian: 'big' }), limit];
    const report = diffViews({
      firmware: firmwareOf(setup),
      vfio,
      guest: guestOf(setup),
      options: { qemu, mode: 'intercept' },
    });
    return report.checks.filter(({ id }) => id === 'ERROR_INTERRUPT').map((one) => `${one.severity}: ${one.message}`);
  };

  it('is a warning up to 11.1.x, marked as inferred', () => {
    for (const qemu of ['6.2', '11.1', '11.1.3'])
      expect(errorChecks(3, qemu)).toEqual([expect.stringMatching(/^warning: .*stops the guest \(inferred/)]);
  });

  it('is none with older buffers, nor with a later QEMU', () => {
    expect([errorChecks(2, '11.1'), errorChecks(3, '11.2')]).toEqual([[], []]);
  });
});
