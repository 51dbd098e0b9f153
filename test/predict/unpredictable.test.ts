/**
 * What cannot be known is marked, never invented; what is known of the neighbours stays accounted for.
 */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DecodedBlock, decodeBlock, encodeBlock, type Mode, type Prediction, ToolError } from '../../src/index.js';
import { coverProblems, device, deviceBytes, fieldsOf, fieldValue, iommu, predict } from './support.js';

const unknownPaths = (prediction: Prediction): string[] =>
  [...fieldsOf(prediction)].filter(([, field]) => field.status !== 'ok').map(([path]) => path);
const bars = [0, 1, 2, 3, 4, 5].flatMap((i) => [`fn.bar_size[${i}]`, `fn.bar[${i}]`]);
const cut = (length: number): DecodedBlock =>
  decodeBlock(deviceBytes().slice(0, length), { type: 'vfio_device_info', endian: 'big' });
const problems = ({ blocks }: Prediction): string[] => blocks.flatMap(coverProblems);

describe('identifiers', () => {
  it('are written as given', () => {
    const prediction = predict({ fid: 0xffff_ffff, uid: 0xffff });
    expect([fieldValue(prediction, 'fn.fid'), fieldValue(prediction, 'fn.uid')]).toEqual([0xffff_ffff, 0xffff]);
  });

  it('are unpredictable when not given', () => {
    expect(unknownPaths(predict()).sort()).toEqual([...bars, 'fn.fid', 'fn.uid'].sort());
    expect(unknownPaths(predict({ fid: 0, uid: 1 })).sort()).toEqual([...bars].sort());
    expect(problems(predict())).toEqual([]);
  });

  it.each([-1, 1.5, 2 ** 32, Number.NaN])('%d is refused', (fid) => {
    expect(() => predict({ fid })).toThrow(ToolError);
  });
});

describe('a device info that was cut', () => {
  it('without GROUP, UTIL and PFIP: neither the group nor the strings are known', () => {
    const prediction = predict({ vfio: [cut(0x40), iommu()], qemu: '10.0', fid: 1, uid: 1 });
    const unknown = unknownPaths(prediction);
    expect(fieldValue(prediction, 'fn.vfn')).toBe(0x23);
    expect(unknown).toEqual(expect.arrayContaining(['fn.pfgid', 'fn.util_str', 'fn.pfip', 'grp.mui', 'grp.noi']));
    expect(fieldValue(prediction, 'grp.dtsm')).toBe(0x40);
    expect(problems(prediction)).toEqual([]);
  });

  it('a bit takes the rest of its byte with it, with the reason', () => {
    const fields = fieldsOf(predict({ vfio: [cut(0x70), iommu()], qemu: '10.0' }));
    expect(fields.get('fn.util_str_avail')?.label).toMatch(/could be in the bytes that are missing/);
    expect(fields.get('fn.tid_avail')).toMatchObject({
      status: 'unpredictable',
      label: 'it shares a byte with util_str_avail, which is not predictable',
    });
    expect([...fields.values()].filter((one) => one.kind === 'padding' && one.status !== 'ok')).toEqual([]);
    expect([...fields.keys()]).not.toContain('fn.(padding 18.0)');
    expect(fields.get('fn.vfn')?.status).toBe('ok');
    expect(fields.get('fn.pfgid')?.value).toBe(0xf0);
  });

  it('no capabilities because the buffer was too small: everything that comes from them is unpredictable', () => {
    const bytes = deviceBytes({ capOffset: 0 }).slice(0, 24);
    const vfio = [decodeBlock(bytes, { type: 'vfio_device_info', endian: 'big' })];
    const prediction = predict({ vfio, qemu: '10.0' });
    const unknown = unknownPaths(prediction);
    expect(unknown).toEqual(
      expect.arrayContaining(['fn.vfn', 'fn.pchid', 'fn.sdma', 'fn.edma', 'grp.msia', 'grp.rtr']),
    );
    expect(fieldValue(prediction, 'fn.fmb_len')).toBe(0);
    expect(problems(prediction)).toEqual([]);
  });

  it('at any length, nothing that is said depends on the bytes that are missing', () => {
    const full = fieldsOf(predict({ qemu: '10.0', fid: 1, uid: 1 }));
    for (let length = 24; length < 208; length++) {
      const prediction = predict({ vfio: [cut(length), iommu()], qemu: '10.0', fid: 1, uid: 1 });
      const wrong = [...fieldsOf(prediction)].filter(
        ([path, field]) => field.status === 'ok' && field.value !== full.get(path)?.value,
      );
      expect(
        wrong.map(([path]) => path),
        `cut at ${length}`,
      ).toEqual([]);
      expect(problems(prediction), `cut at ${length}`).toEqual([]);
    }
  });
});

describe('strings of another size', () => {
  it('UTIL longer than 64 bytes counts for nothing', () => {
    const prediction = predict({ vfio: [device({ utilSize: 65 }), iommu()], qemu: '10.0' });
    expect(fieldValue(prediction, 'fn.util_str_avail')).toBe(0);
    expect(fieldValue(prediction, 'fn.util_str')).toBe('\0'.repeat(64));
  });

  it('UTIL shorter than 64 bytes: what QEMU copies behind it is not predicted, the bit is', () => {
    const prediction = predict({ vfio: [device({ utilSize: 20 }), iommu()], qemu: '10.0' });
    expect(fieldValue(prediction, 'fn.util_str_avail')).toBe(1);
    expect(fieldValue(prediction, 'fn.util_str')).toBe('unpredictable');
  });

  it('PFIP longer than 4 bytes counts for nothing', () => {
    const prediction = predict({ vfio: [device({ pfipSize: 5 }), iommu()], qemu: '10.0' });
    expect(fieldValue(prediction, 'fn.pfip')).toBe('00000000');
  });

  it('no UTIL capability: no bit, no string', () => {
    const prediction = predict({ vfio: [device({ groupNext: 0xc0 }), iommu()], qemu: '10.0' });
    expect([fieldValue(prediction, 'fn.util_str_avail'), fieldValue(prediction, 'fn.pfip')]).toEqual([0, '00018003']);
    expect(fieldValue(prediction, 'fn.util_str')).toBe('\0'.repeat(64));
  });

  it('QEMU 5.2 says that there is a string, and loses it', () => {
    const prediction = predict({ qemu: '5.2' });
    expect([fieldValue(prediction, 'fn.util_str_avail'), fieldValue(prediction, 'fn.pfip')]).toEqual([1, '00000000']);
    expect(fieldValue(prediction, 'fn.util_str')).toBe('\0'.repeat(64));
  });
});

it('a number too large for the bits of its field is not cut down', () => {
  const prediction = predict({ vfio: [device({ noi: 0x1002 }), iommu()], qemu: '10.0' });
  expect(fieldValue(prediction, 'grp.noi')).toBe('unpredictable');
  expect(fieldValue(predict({ vfio: [device({ noi: 0xfff }), iommu()] }), 'grp.noi')).toBe(0xfff);
});

it('the refresh bit is that of the flags', () => {
  const refresh = (flags: number): unknown =>
    fieldValue(predict({ vfio: [device({ flags }), iommu()] }), 'grp.refresh');
  expect([refresh(0), refresh(1), refresh(2), refresh(3)]).toEqual([0, 1, 0, 1]);
});

it('what QEMU does not write is 0 and says so, here and in the notes', () => {
  const prediction = predict({ qemu: '10.0', fid: 1, uid: 1 });
  const labels = [...fieldsOf(prediction)].filter(([, field]) => field.label?.includes('not written'));
  expect(labels.map(([path]) => path)).toEqual(
    expect.arrayContaining(['fn.hdr.fmt', 'fn.fidparm', 'fn.port', 'fn.rid', 'fn.mio.addr[5].wt', 'grp.maxfaal']),
  );
  expect(labels.filter(([, field]) => field.status !== 'ok' || !/^0*$/.test(field.raw ?? 'x'))).toEqual([]);
  expect(prediction.notes.filter((note) => note.kind === 'not-written').map((note) => note.path)).toEqual([
    'clp_rsp_query_pci.hdr.fmt',
    'clp_rsp_query_pci.fidparm',
    'clp_rsp_query_pci.rid',
    'clp_rsp_query_pci.reserved2',
    'clp_rsp_query_pci_grp.hdr.fmt',
    'clp_rsp_query_pci_grp.reserved3',
    'clp_rsp_query_pci_grp.reserved4',
  ]);
});

describe('buffers that cannot be used', () => {
  const clp = decodeBlock(Uint8Array.of(0, 0x40, 0, 0x10, ...new Uint8Array(60)), { type: 'clp_rsp_query_pci_grp' });
  it.each<[string, readonly DecodedBlock[], RegExp]>([
    ['none', [], /no vfio_device_info among the buffers/],
    ['no device info', [iommu()], /no vfio_device_info among the buffers/],
    ['two device infos', [device(), device()], /two blocks of one kind \(vfio_device_info\)/],
    ['an answer', [device(), clp], /a clp_rsp_query_pci_grp is no VFIO buffer/],
  ])('%s', (_what, vfio, message) => {
    expect(() => predict({ vfio })).toThrow(ToolError);
    expect(() => predict({ vfio })).toThrow(message);
  });

  it.each(['', 'ten', '10.x'])('version "%s"', (qemu) => {
    expect(() => predict({ qemu })).toThrow(/is no version of qemu/);
  });
});

it('any bytes give a prediction that accounts for every bit and encodes to itself', () => {
  const edits = fc.array(fc.tuple(fc.integer({ min: 0x10, max: 207 }), fc.integer({ min: 0, max: 255 })), {
    maxLength: 12,
  });
  const version = fc.constantFrom('5.1', '5.2', '6.0', '7.0', '7.2', '8.0', '9.2', '10.0', '11.1');
  const mode = fc.constantFrom<Mode>('intercept', 'interpret', 'emulated');
  fc.assert(
    fc.property(edits, fc.integer({ min: 24, max: 208 }), version, mode, (changes, length, qemu, reached) => {
      const bytes = deviceBytes();
      for (const [at, value] of changes) bytes[at] = value;
      const vfio = [decodeBlock(bytes.slice(0, length), { type: 'vfio_device_info', endian: 'big' })];
      const prediction = predict({ vfio, qemu, mode: reached });
      expect(problems(prediction)).toEqual([]);
      for (const block of prediction.blocks) {
        const bytesAgain = encodeBlock(JSON.parse(JSON.stringify(block)));
        expect(createHash('sha256').update(bytesAgain).digest('hex')).toBe(block.sha256);
      }
    }),
    { seed: 20190517, numRuns: 300 },
  );
});
