/**
 * No mode given: which modes the buffers allow, what QEMU takes by itself, and what the other would change.
 */
import { describe, expect, it } from 'vitest';
import { decodeBlock, type PredictInput, type Prediction } from '../../src/index.js';
import { type DevicePatches, device, deviceBytes, deviceV1, fieldsOf, iommu, predict, valuesOf } from './support.js';

/** A handle of a machine; that of the captured function is one of a hypervisor. */
const machine = { handle: 0x8000_0012 } as const;
const buffers = (patches: DevicePatches = {}) => [device({ ...machine, ...patches }), iommu()];
const modeNotes = ({ notes }: Prediction): string[] =>
  notes.filter(({ message }) => message.startsWith('the mode is not given')).map(({ message }) => message);
const both = ['fn.pfgid', 'grp.maxstbl'] as const;

describe('the buffers allow both', () => {
  it.each(['7.2', '8.1.3', '10.0.9', '11.1'])('QEMU %s interprets, and the other mode is named', (qemu) => {
    const prediction = predict({ vfio: buffers(), qemu });
    expect(Object.values(valuesOf(prediction, both))).toEqual([5, 64]);
    expect(prediction.blocks[0]?.why).toContain('for an interpreted function');
    expect(modeNotes(prediction)).toEqual([
      'the mode is not given, and the buffers allow interpret and intercept: interpret is taken, what qemu does by itself since 7.2 where the machine and KVM can; with --mode intercept: pfgid 0xf0, maxstbl 128',
    ]);
  });

  it.each(['5.2', '6.2', '7.1'])('QEMU %s has no interpretation, and nothing is to be said', (qemu) => {
    const prediction = predict({ vfio: buffers(), qemu });
    expect(Object.values(valuesOf(prediction, both))).toEqual([5, 128]);
    expect(modeNotes(prediction)).toEqual([]);
  });

  it('the same answers in both modes', () => {
    const [note] = modeNotes(predict({ vfio: buffers({ maxstbl: 64, imaxstbl: 64 }) }));
    expect(note).toMatch(/; with --mode intercept: pfgid 0xf0$/);
  });

  it.each(['intercept', 'interpret'] as const)('--mode %s narrows it down', (mode) => {
    const prediction = predict({ vfio: buffers(), mode });
    expect(Object.values(valuesOf(prediction, both))).toEqual(mode === 'interpret' ? [5, 64] : [0xf0, 128]);
    expect(modeNotes(prediction)).toEqual([]);
  });
});

describe('the buffers allow only intercept', () => {
  it.each<[string, Partial<PredictInput>, RegExp, readonly number[]]>([
    [
      'version 1 of BASE',
      { vfio: [deviceV1(), iommu()] },
      /no \S+_base\.fh: with interpret=on, its default, QEMU/,
      [0xf0, 128],
    ],
    ['no BASE', { vfio: buffers({ capOffset: 0x40 }) }, /no \S+_base\.fh/, [0xff, 128]],
    ['the handle of a hypervisor', { vfio: [device(), iommu()] }, /fh 0x80020000 is the handle of/, [0xf0, 128]],
    ['the group of a hypervisor', { vfio: buffers({ gid: 0xf3 }) }, /gid 0xf3 is a group/, [0xff, 128]],
    ['no GROUP', { vfio: buffers({ baseNext: 0x70 }) }, /no vfio_device_info_cap_zpci_group$/, [0xff, 128]],
  ])('%s', (_what, input, why, values) => {
    const prediction = predict(input);
    expect(Object.values(valuesOf(prediction, both))).toEqual(values);
    expect(modeNotes(prediction)).toEqual([expect.stringMatching(why)]);
    expect(modeNotes(prediction)[0]).toMatch(
      /^the mode is not given: intercept is the only one that the buffers allow/,
    );
  });
});

it('bytes that end before the handle: what the mode changes is not predictable, the rest is', () => {
  const bytes = deviceBytes(machine).slice(0, 0x38);
  const vfio = [decodeBlock(bytes, { type: 'vfio_device_info', endian: 'big' }), iommu()];
  const fields = fieldsOf(predict({ vfio }));
  expect(fields.get('fn.pfgid')).toMatchObject({ status: 'unpredictable' });
  expect(fields.get('fn.vfn')).toMatchObject({ status: 'ok', value: 0x23 });
  expect(modeNotes(predict({ vfio }))).toEqual([
    expect.stringMatching(/whether the buffers allow interpret is not known \(.*\): give --mode$/),
  ]);
});

describe('hazards of pairs', () => {
  const hazards = (input: Partial<PredictInput>) => predict(input).notes.filter(({ kind }) => kind === 'hazard');
  /** BASE at 0x18: its version is at 0x1a. */
  const version3 = () => {
    const bytes = deviceBytes(machine);
    bytes[0x1b] = 3;
    return [decodeBlock(bytes, { type: 'vfio_device_info', endian: 'big' }), iommu()];
  };

  it.each(['6.2', '10.0.13', '11.1', '11.1.3', undefined])(
    'BASE version 3 and QEMU %s: an error event stops the guest',
    (qemu) => {
      const [hazard, ...more] = hazards({ vfio: version3(), qemu });
      expect(more).toEqual([]);
      expect(hazard?.message).toMatch(/QEMU up to 11\.1 takes it for a PCIe error \(AER\).*stops the guest \(inferred/);
    },
  );

  it('neither before version 3, nor with a QEMU that may know it', () => {
    expect(hazards({ vfio: buffers(), qemu: '11.1' })).toEqual([]);
    expect(hazards({ vfio: version3(), qemu: '11.2' })).toEqual([]);
  });
});
