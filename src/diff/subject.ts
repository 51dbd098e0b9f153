/**
 * What a function is, in the few words that a title has room for.
 */
import { hexNumber } from '../bytes/hex.js';
import type { Catalog } from '../catalog/catalog.js';
import { codeLabel } from '../decode/label.js';
import type { DiffFact } from '../model/diff.js';
import type { Evidence } from './evidence.js';

/** Type and physical channel, as far as firmware or VFIO tells them. */
export function subjectOf(evidence: Evidence, catalog: Catalog): DiffFact[] {
  const view = evidence.has('firmware') ? 'firmware' : 'vfio';
  const type = evidence.fact(view, 'functionType');
  const field = type?.leaf?.field;
  const channel = evidence.number(view, 'physicalChannel');
  const format = field !== undefined && field !== null && 'format' in field ? field.format : undefined;
  const table = format?.kind === 'codes' ? catalog.codeTable(format.codes) : undefined;
  return [
    ...(typeof type?.value === 'bigint' ? [{ name: 'type', text: codeLabel(table, type.value) }] : []),
    ...(channel === undefined ? [] : [{ name: 'PCHID', text: hexNumber(channel, 4) }]),
  ];
}
