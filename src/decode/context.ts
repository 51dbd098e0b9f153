/**
 * What one decoding run knows and collects.
 */
import type { CodePage } from '../bytes/ebcdic.js';
import { isZero } from '../bytes/integers.js';
import type { OwnBytes } from '../bytes/own-bytes.js';
import type { Catalog } from '../catalog/catalog.js';
import { type Issue, type IssueCode, issue } from '../model/issues.js';
import type { Endian } from '../model/layout.js';
import { checkValues } from './check-values.js';
import type { DecodedStruct } from './read-struct.js';

export interface DecodeOptions {
  /** C tag, `tag@interface` or `clp-page`; absent: detected. */
  readonly type?: string | undefined;
  /** Byte order of a VFIO or iommufd buffer; absent: detected. CLP is always big-endian. */
  readonly endian?: Endian | undefined;
  /** Linux version that filled a VFIO buffer, when its bytes do not tell the shape of the fixed part. */
  readonly linux?: string | undefined;
  readonly codepage?: CodePage | undefined;
  /** Tables to use instead of the built-in ones. */
  readonly catalog?: Catalog | undefined;
}

/** Array elements that are decoded of one block. A PCI segment has no more functions, and no producer lists more. */
export const mostElements = 65_536;

export class Context {
  structs: DecodedStruct[] = [];
  readonly catalog: Catalog;
  readonly own: OwnBytes;
  readonly endian: Endian;
  readonly options: DecodeOptions;
  /** In the order of decoding; a struct stands for what is found in its values when somebody asks. */
  #findings: (Issue | DecodedStruct)[] = [];
  #elementsLeft = mostElements;

  constructor(own: OwnBytes, endian: Endian, catalog: Catalog, options: DecodeOptions) {
    this.own = own;
    this.endian = endian;
    this.catalog = catalog;
    this.options = options;
  }

  /** True when no byte of the range is set; offsets count from the start of the block. */
  isZero(start: number, end: number): boolean {
    return isZero(this.own.view, this.own.start + start, this.own.start + end);
  }

  /** How many of `wanted` array elements may still be decoded, so that memory is bounded whatever a count says. */
  grantElements(wanted: number): number {
    const granted = Math.min(wanted, this.#elementsLeft);
    this.#elementsLeft -= granted;
    return granted;
  }

  /** Keeps a struct. */
  add(struct: DecodedStruct): void {
    if (this.#findings.length > 0) {
      this.structs.push(struct);
      this.#findings.push(struct);
      return;
    }
    // Most blocks are one struct, and an array that grows takes room for many.
    this.structs = [struct];
    this.#findings = [struct];
  }

  /** Records a finding; `byteOffset` counts from the start of the block. */
  report(code: IssueCode, path: string, byteOffset: number, message: string): void {
    this.#findings.push(issue(code, path, byteOffset, message));
  }

  /** Where findings with one of these codes were recorded. Findings about values are not among them. */
  placesOf(...codes: readonly IssueCode[]): readonly number[] {
    return this.#findings.flatMap((one) => ('code' in one && codes.includes(one.code) ? [one.byteOffset] : []));
  }

  /** All findings in the order of decoding; those about values are made now. */
  issues(): readonly Issue[] {
    const { catalog, options } = this;
    return this.#findings.flatMap((one) =>
      'code' in one ? [one] : checkValues(catalog, one, options.codepage ?? '037'),
    );
  }
}
