/**
 * What a function is, in the few words that a title has room for.
 */
import { hexNumber } from '../bytes/hex.js';
import type { Catalog } from '../catalog/catalog.js';
import { codeLabel } from '../decode/label.js';
import type { DiffFact } from '../model/diff.js';
import type { View } from '../model/interface.js';
import { pciAddress } from './derived-facts.js';
import type { Evidence } from './evidence.js';

/** Type, group, physical channel and addresses, as far as firmware or VFIO, and the guest, tell them. */
export function subjectOf(evidence: Evidence, catalog: Catalog): DiffFact[] {
  const view = evidence.has('firmware') ? 'firmware' : 'vfio';
  const type = evidence.fact(view, 'functionType');
  const field = type?.leaf?.field;
  const group = evidence.number(view, 'groupId');
  const channel = evidence.number(view, 'physicalChannel');
  const format = field !== undefined && field !== null && 'format' in field ? field.format : undefined;
  const table = format?.kind === 'codes' ? catalog.codeTable(format.codes) : undefined;
  const parts: readonly (readonly [string, string | undefined])[] = [
    ['type', typeof type?.value === 'bigint' ? codeLabel(table, type.value) : undefined],
    ['group', group === undefined ? undefined : hexNumber(group, 2)],
    ['PCHID', channel === undefined ? undefined : hexNumber(channel, 4)],
    ['address on the host', addressText(evidence, 'firmware')],
    ['address in the guest', addressText(evidence, 'guest')],
  ];
  return parts.flatMap(([name, text]) => (text === undefined ? [] : [{ name, text }]));
}

/** Without its domain an address names no function. */
function addressText(evidence: Evidence, view: View): string | undefined {
  const address = pciAddress(evidence, view);
  return address?.domain === undefined ? undefined : `${address.domain}:${address.place}`;
}
