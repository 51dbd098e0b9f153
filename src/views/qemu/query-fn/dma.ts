import type { ExposureRow, Rule, Target } from '../../../model/interface.js';
import {
  clampedAlways,
  clampedBlindly,
  dmaCount,
  fixedFunction,
  functionDefaults,
  readBase,
  unclamped,
} from '../sources.js';
import { emulated, fixed } from '../variants.js';

const struct = 'clp_rsp_query_pci';
const baseCap = 'vfio_device_info_cap_zpci_base';

const defaultStart = [
  { field: `${struct}.sdma`, rule: { kind: 'constant', value: 0x1_0000_0000 } },
] as const satisfies readonly Target[];
const defaultEnd = [
  { field: `${struct}.edma`, rule: { kind: 'constant', value: 0x1ff_ffff_ffff_ffffn } },
] as const satisfies readonly Target[];
const fullEnd = [{ field: `${struct}.edma`, rule: { kind: 'atMost' } }] as const satisfies readonly Target[];

const limit = {
  start: `${baseCap}.start_dma`,
  pages: 'vfio_iommu_type1_info_dma_avail.avail',
  pageBits: 12,
  text: 'start_dma + (DMA limit of the container << 12) - 1',
} as const;

/** Shortened, if at all, to the pages that the container can still map. */
const clamped = { kind: 'atMost', limit } as const satisfies Rule;
/** To nothing, where the container names no number. */
const clampedBlind = { kind: 'atMost', limit: { ...limit, zeroShortens: true } } as const satisfies Rule;

export const dmaRows = [
  {
    struct,
    field: 'sdma',
    class: 'exposed',
    to: [{ field: `${struct}.sdma`, rule: { kind: 'same' } }],
    via: `${baseCap}.start_dma`,
    why: 'The guest must map inside the aperture that the host driver set up, since QEMU maps each page at the same address on the host.',
    source: readBase,
    variants: [
      { ...fixed, to: defaultStart },
      { ...emulated, to: defaultStart },
    ],
  },
  {
    struct,
    field: 'edma',
    class: 'exposed',
    to: [{ field: `${struct}.edma`, rule: clamped }],
    via: `${baseCap}.end_dma`,
    why: 'end_dma, but for a function without relaxed translation no more than the DMA limit of the container has pages: start_dma + (limit << 12) - 1. No limit, or one of 0, shortens nothing. The type1-compatible container of iommufd names 0xffffffff pages, and that is a limit like any other: 16 TiB.',
    source: readBase,
    variants: [
      {
        when: { before: '5.2' },
        class: 'virtualized',
        to: defaultEnd,
        why: 'Up to 5.1 the aperture of every function ends at 0x1ffffffffffffff, whatever the host can map.',
        source: fixedFunction,
      },
      {
        when: { mode: 'emulated' },
        class: 'virtualized',
        to: defaultEnd,
        why: 'No capability is read for an emulated function: its aperture ends at 0x1ffffffffffffff.',
        source: functionDefaults,
      },
      {
        when: { before: '8.0' },
        to: fullEnd,
        why: 'Up to 7.2 the DMA limit of the container is counted but does not shorten the aperture.',
        source: unclamped,
      },
      {
        when: { container: 'iommufd' },
        to: fullEnd,
        why: 'A function opened through iommufd itself has no legacy group, so QEMU asks for no DMA limit and shortens nothing. The type1-compatible container of iommufd is no such case: for QEMU it is a legacy group.',
        source: dmaCount,
      },
      {
        when: { before: '8.1.3' },
        to: [{ field: `${struct}.edma`, rule: clampedBlind }],
        why: '8.0 to 8.1.2 shorten the aperture even when no limit is known: without a DMA_AVAIL capability, or with a limit of 0, edma becomes sdma - 1.',
        source: clampedBlindly,
      },
      {
        when: { before: '10.0' },
        to: [{ field: `${struct}.edma`, rule: clamped }],
        why: '8.1.3 to 9.2 know no relaxed translation and shorten the aperture of every function that has a DMA limit: start_dma + (limit << 12) - 1.',
        source: clampedAlways,
      },
    ],
  },
] as const satisfies readonly ExposureRow[];
