/**
 * What one decoding run knows and collects.
 */
import type { CodePage } from '../bytes/ebcdic.js';
import type { Catalog } from '../catalog/catalog.js';
import type { Leaf } from '../catalog/plan.js';
import { type Issue, type IssueCode, issue } from '../model/issues.js';
import type { Endian } from '../model/layout.js';
import type { DecodedStruct } from './read-struct.js';

export interface DecodeOptions {
  /** C tag, `tag@interface` or `clp-page`; absent: detected. */
  readonly type?: string;
  /** Byte order of a VFIO or iommufd buffer; absent: detected. CLP is always big-endian. */
  readonly endian?: Endian;
  /** Linux version that filled a VFIO buffer, when its bytes do not tell the shape of the fixed part. */
  readonly linux?: string;
  readonly codepage?: CodePage;
  /** Tables to use instead of the built-in ones. */
  readonly catalog?: Catalog;
}

/** Array elements that are decoded of one block. A PCI segment has no more functions, and no producer lists more. */
export const mostElements = 65_536;

export class Context {
  readonly structs: DecodedStruct[] = [];
  readonly issues: Issue[] = [];
  readonly catalog: Catalog;
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly endian: Endian;
  readonly codepage: CodePage;
  readonly linux: string | undefined;
  #elementsLeft = mostElements;

  constructor(bytes: Uint8Array, endian: Endian, catalog: Catalog, options: DecodeOptions) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.endian = endian;
    this.catalog = catalog;
    this.codepage = options.codepage ?? '037';
    this.linux = options.linux;
  }

  /** How many of `wanted` array elements may still be decoded, so that memory is bounded whatever a count says. */
  grantElements(wanted: number): number {
    const granted = Math.min(wanted, this.#elementsLeft);
    this.#elementsLeft -= granted;
    return granted;
  }

  /** Records a finding; `byteOffset` counts from the start of the block. */
  report(code: IssueCode, path: string, byteOffset: number, message: string): void {
    this.issues.push(issue(code, path, byteOffset, message));
  }

  /** Records a finding about one leaf of a struct. */
  reportLeaf(code: IssueCode, struct: DecodedStruct, leaf: Leaf, message: string): void {
    this.report(code, `${struct.tag}.${leaf.path}`, struct.byteOffset + leaf.byteOffset, message);
  }
}
