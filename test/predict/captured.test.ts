/**
 * Predictions against what the guest of a real QEMU was shown.
 */
import { describe, expect, it } from 'vitest';
import { decodeBlock, describeBlock, encodeBlock, type Prediction, predictGuest } from '../../src/index.js';
import type { NamedCase } from '../fixtures/cases.js';
import { coverProblems, fieldsOf, fileOf, threeViews } from './support.js';

/** What depends on the VFIO regions and the configuration space. */
const notPredictable = [0, 1, 2, 3, 4, 5].flatMap((i) => [`fn.bar_size[${i}]`, `fn.bar[${i}]`]).sort();

/** The inner QEMU was given `fid=0x99,uid=0x77`, as the manifests say. */
function predictionOf(one: NamedCase, qemu = one.manifest.interfaces?.qemu ?? ''): Prediction {
  const read = (file: string, type: string) => decodeBlock(fileOf(one, file), { type, endian: 'big' });
  return predictGuest({
    vfio: [read('vfio-device-info.bin', 'vfio_device_info'), read('vfio-iommu-info.bin', 'vfio_iommu_type1_info')],
    qemu,
    mode: 'intercept',
    fid: 0x99,
    uid: 0x77,
  });
}

it('there are the four cases, of both versions', () => {
  expect(threeViews.map((one) => [one.name, one.manifest.interfaces?.qemu])).toEqual([
    ['net-group5', '10.0.13'],
    ['net-group5_linux-5.10', '10.0.13'],
    ['net-group5_qemu-7.2', '7.2.22'],
    ['plain', '10.0.13'],
  ]);
});

describe.each(threeViews)('$name', (one) => {
  const prediction = predictionOf(one);
  const fields = fieldsOf(prediction);
  const unpredictable = [...fields].filter(([, field]) => field.status !== 'ok').map(([path]) => path);

  it('says of nothing but the BARs that it cannot be predicted', () => {
    expect(unpredictable.sort()).toEqual(notPredictable);
  });

  it.each([
    [0, 'guest-query-fn.bin', 'clp_rsp_query_pci'],
    [1, 'guest-query-grp.bin', 'clp_rsp_query_pci_grp'],
  ])('block %i is %s, field by field', (index, file, type) => {
    const predicted = prediction.blocks[index];
    const captured = describeBlock(decodeBlock(fileOf(one, file), { type }));
    const seen = (captured.structs[0]?.fields ?? []).map((field) => [field.path, field.raw, field.value] as const);
    const told = new Map((predicted?.structs[0]?.fields ?? []).map((field) => [field.path, field]));
    expect(predicted?.length).toBe(captured.length);
    expect(seen.length).toBeGreaterThan(20);
    const wrong = seen.filter(([path, raw, value]) => {
      const field = told.get(path);
      return field?.status !== 'unpredictable' && (field?.raw !== raw || field.value !== value);
    });
    expect(wrong).toEqual([]);
    expect(predicted === undefined ? ['nothing'] : coverProblems(predicted)).toEqual([]);
  });

  it.each([
    [0, 'guest-query-fn.bin', (at: number) => (at >= 24 && at < 30) || (at >= 32 && at < 56)],
    [1, 'guest-query-grp.bin', () => false],
  ] as const)('block %i encodes to the bytes of %s, BARs as 0', (index, file, isBar) => {
    const block = prediction.blocks[index];
    if (block === undefined) throw new Error('no block');
    const captured = fileOf(one, file).map((byte, at) => (isBar(at) ? 0 : byte));
    expect(encodeBlock(block)).toEqual(captured);
  });
});

it('another version is noticed: 7.2 does not offer relaxed translation, and says why', () => {
  const [one] = threeViews;
  if (one === undefined) throw new Error('no case');
  const [newer, older] = [fieldsOf(predictionOf(one)), fieldsOf(predictionOf(one, '7.2.22'))];
  const different = [...newer].filter(([path, field]) => older.get(path)?.value !== field.value).map(([path]) => path);
  expect(different).toEqual(['grp.rtr']);
  expect(older.get('grp.rtr')?.exposure['qemu']?.why).toMatch(/^Up to 9\.2 QEMU refuses untranslated DMA/);
  expect(newer.get('grp.rtr')?.exposure['qemu']?.why).toMatch(/relaxed-translation=on/);
  expect(older.get('fn.bar[4]')?.exposure['qemu']?.why).toMatch(/big-endian/);
});
