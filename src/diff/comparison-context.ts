import type { Catalog } from '../catalog/catalog.js';
import type { Interface } from '../model/interface.js';
import type { Fact } from '../rules/facts.js';
import type { Side } from './side.js';

/** What a comparison needs beside the fact itself. */
export interface ComparisonContext {
  readonly catalog: Catalog;
  /** The user side that the guest's values come through. */
  readonly user: Side | undefined;
  /** The interface of userspace, also when none of its blocks was given. */
  readonly userInterface: Interface;
  /** Firmware facts by path, for `dropped` elements. */
  readonly firmware: (path: string) => Fact | undefined;
  /** First bytes of a firmware answer as hex: its length and response code. */
  readonly firmwareStart: (struct: string) => string;
  /** From the path of a firmware fact to that of the same function on this side; undefined: another function's. */
  readonly path: (side: Side, path: string) => string | undefined;
}
