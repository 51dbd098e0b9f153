/** Blocks of the fixtures and short ways to the rows of an audit. */
import { readFileSync } from 'node:fs';
import { type AuditResult, auditInterface, decodeBlock } from '../../src/index.js';
import { root } from '../support/run.js';

export const files = {
  rfc1: 'fixtures/rfc/iommu-v1/iommu-info.bin',
  rfc2: 'fixtures/rfc/iommu-v2/iommu-info.bin',
  rfc2Mio: 'fixtures/rfc/iommu-v2-mio/iommu-info.bin',
  rfc2Small: 'fixtures/rfc/iommu-v2-too-small/iommu-info.bin',
  region3: 'fixtures/rfc/region-2019-v3/region.bin',
  region4: 'fixtures/rfc/region-2019-v4/region-as-read.bin',
  region2020: 'fixtures/rfc/region-2020/region.bin',
  region2020Bare: 'fixtures/rfc/region-2020/region-without-string.bin',
  zdev: 'fixtures/three-views/net-group5/vfio-device-info.bin',
} as const;

/** The audit of an interface with the bytes of fixtures, all of one type. */
export function auditWith(name: string, type: string, ...paths: readonly string[]): AuditResult {
  const blocks = paths.map((path) => decodeBlock(new Uint8Array(readFileSync(`${root}${path}`)), { type }));
  return auditInterface(name, { blocks });
}

/** Names without their struct, in the order of the rows. */
export function names(rows: readonly { readonly field: string | null }[]): string[] {
  return rows.map((row) => (row.field ?? '').replace(/^[^.]*\./, ''));
}
