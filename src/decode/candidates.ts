/**
 * What a block can be, with the test of each; listed once for a catalog.
 */
import { type Catalog, hasRole, typeName } from '../catalog/catalog.js';
import type { Endian, Layout } from '../model/layout.js';
import { fitPage, fitRequest, fitResponse, type Subject } from './match-clp.js';
import { type Fit, fitInfo } from './match-layout.js';

/** Type of a page that holds a request and its response. */
export const pageType = 'clp-page';

export interface Suspect {
  /** As `--type` takes it. */
  readonly type: string;
  readonly endian: Endian;
  /** The byte order is that of the machine that filled the block. */
  readonly isHost: boolean;
  readonly fit: (subject: Subject) => Fit;
}

const known = new WeakMap<Catalog, readonly Suspect[]>();

/** Every type that a whole block can have, in both byte orders where it can. */
export function suspectsOf(catalog: Catalog): readonly Suspect[] {
  let suspects = known.get(catalog);
  if (suspects === undefined) {
    const page: Suspect = { type: pageType, endian: 'big', isHost: false, fit: fitPage };
    suspects = [page, ...catalog.layouts().flatMap(suspectsFor)];
    known.set(catalog, suspects);
  }
  return suspects;
}

const byteOrders = ['big', 'little'] as const;

function suspectsFor(layout: Layout): Suspect[] {
  const clp = { type: typeName(layout), endian: 'big', isHost: false } as const;
  if (hasRole(layout, 'clp-request')) return [{ ...clp, fit: (subject) => fitRequest(layout, subject) }];
  if (hasRole(layout, 'clp-response')) return [{ ...clp, fit: (subject) => fitResponse(layout, subject) }];
  if (!hasRole(layout, 'info')) return [];
  return byteOrders.map((endian) => ({
    type: typeName(layout),
    endian,
    isHost: true,
    fit: ({ catalog, view }) => fitInfo(catalog, layout, view, endian),
  }));
}
