/**
 * Every coded finding about bytes. A finding is data in the result, never an exception.
 */

export type Severity = 'note' | 'warning' | 'error';

export interface IssueKind {
  readonly severity: Severity;
  readonly title: string;
  /** What it means and what to do. */
  readonly help: string;
}

/** One record of all codes; a code without its text does not compile. */
export const issueKinds = {
  TRUNCATED: {
    severity: 'warning',
    title: 'the bytes end before the struct does',
    help: 'The fields up to the end are decoded, the rest is marked truncated. Capture the block again with a larger buffer, or check that the whole dump was pasted.',
  },
  TRAILING_BYTES: {
    severity: 'note',
    title: 'bytes follow that no struct covers',
    help: 'They lie in a gap, undecoded. Usual for a page or a buffer larger than its content; when they are not zero they are what was in the buffer before the call.',
  },
  RESERVED_NOT_ZERO: {
    severity: 'note',
    title: 'a reserved field is not zero',
    help: 'Either a newer firmware or hypervisor gives it a meaning, or the field was never written and shows what was in the buffer before.',
  },
  PADDING_NOT_ZERO: {
    severity: 'note',
    title: 'padding is not zero',
    help: 'The producer copied a struct that it had not cleared: possible leak of memory (Linux cd24e2a60af6 closed such a hole), or a field newer than this table.',
  },
  GAP_NOT_ZERO: {
    severity: 'note',
    title: 'alignment bytes between two capabilities are not zero',
    help: 'Linux 6.6 and later align capabilities to 8 bytes and clear the bytes between them. Anything else there was not written by the kernel.',
  },
  UNKNOWN_VALUE: {
    severity: 'note',
    title: 'a value has no name in the table',
    help: 'The number is shown as it is. It may be newer than this table.',
  },
  UNKNOWN_FLAG: {
    severity: 'note',
    title: 'a flag bit has no name in the table',
    help: 'The known bits are named, the rest is shown as a number. It may be newer than this table.',
  },
  CODE_PAGE_DEPENDENT: {
    severity: 'note',
    title: 'the text holds bytes that code pages read differently',
    help: 'The code pages 037, 500 and 1047 differ in nine bytes (4a 4f 5a 5f ad b0 ba bb bd). Compare with --codepage 500 or 1047.',
  },
  BYTE_ORDER: {
    severity: 'note',
    title: 'the value makes sense in the other byte order',
    help: 'The field is shown in the byte order of the C header; the label gives the other reading.',
  },
  RANGE_INVERTED: {
    severity: 'warning',
    title: 'the end of a range lies before its start',
    help: 'The range is empty. QEMU computed such an aperture when the container reported no limit of DMA mappings.',
  },
  RESPONSE_NOT_OK: {
    severity: 'warning',
    title: 'the response code is not 0x0010',
    help: 'The command failed, so only the header can be believed. The rest of the response is what was in the buffer before the call.',
  },
  RESPONSE_CODE_UNKNOWN: {
    severity: 'warning',
    title: 'the response code is in no table',
    help: 'Neither Linux nor QEMU defines it. Check that these bytes are a CLP response.',
  },
  RESPONSE_CODE_FOREIGN: {
    severity: 'warning',
    title: 'the response code belongs to another command',
    help: 'No known producer answers this command with that code: request and response may not belong together.',
  },
  RESPONSE_UNBELIEVABLE: {
    severity: 'warning',
    title: 'the response does not fit the request',
    help: 'The request is one that no machine accepts, yet the response says it was done. The two halves may not belong together.',
  },
  LENGTH_TOO_SMALL: {
    severity: 'error',
    title: 'the length field is smaller than the header',
    help: 'A CLP block is at least 16 bytes. Nothing behind the header can be found.',
  },
  LENGTH_BEYOND_BLOCK: {
    severity: 'warning',
    title: 'the length field is larger than the bytes given',
    help: 'The block was cut, or the field lies. What is there is decoded.',
  },
  LENGTH_UNUSUAL: {
    severity: 'note',
    title: 'the length is not one that this struct has had',
    help: 'QEMU answers with the length that the caller offered, so both short and long answers can be genuine.',
  },
  REQUEST_LENGTH: {
    severity: 'warning',
    title: 'the length of the request is not that of its struct',
    help: 'Firmware and QEMU answer 0x0050 to it.',
  },
  UNKNOWN_COMMAND: {
    severity: 'warning',
    title: 'the command code is in no table',
    help: 'Only the headers are decoded.',
  },
  AMBIGUOUS_TYPE: {
    severity: 'note',
    title: 'the bytes fit more than one struct',
    help: 'The choice and its reason are in the message; --type pins the other one.',
  },
  ENTRY_SIZE: {
    severity: 'error',
    title: 'the size of a list entry is impossible',
    help: 'The entries cannot be told apart, so none is decoded. Linux warns when the size is not 16.',
  },
  ENTRY_REMAINDER: {
    severity: 'warning',
    title: 'the length is not a whole number of entries',
    help: 'The whole entries are decoded; the remaining bytes are a gap.',
  },
  SIZE_FIELD: {
    severity: 'warning',
    title: 'a size or count field does not fit the bytes',
    help: 'It reaches beyond the end of the capability or of the buffer. Whole elements are decoded; a string that is cut is marked truncated and its bytes lie in a gap.',
  },
  ELEMENTS_LEFT_OUT: {
    severity: 'warning',
    title: 'more array elements than this tool decodes of one block',
    help: 'The first 65536 elements of a block are decoded. The bytes of the others are there, in a gap. No known producer writes so many: look at the count first.',
  },
  SIZE_UNUSUAL: {
    severity: 'warning',
    title: 'a size field has a value that no kernel writes',
    help: 'QEMU copies its fixed length whatever a smaller size says, so the guest would see bytes beyond the field.',
  },
  BUFFER_TOO_SMALL: {
    severity: 'note',
    title: 'the caller offered too small a buffer: a valid answer without capabilities',
    help: 'The kernel sets the flag, leaves the offset 0 and says the size needed. Call again with a buffer of that size.',
  },
  CALL_NOT_DONE: {
    severity: 'note',
    title: 'the size field is smaller than the ioctl accepts',
    help: 'The kernel refuses such a call (EINVAL) and leaves the buffer as it was: these bytes may be no answer at all.',
  },
  ARGSZ_BEYOND_BLOCK: {
    severity: 'note',
    title: 'the size field is larger than the bytes given',
    help: 'The dump was cut, or the kernel asks for a larger buffer.',
  },
  CHAIN_OFFSET_WITHOUT_FLAG: {
    severity: 'note',
    title: 'a capability offset without the capability flag',
    help: 'The offset means nothing without the flag; the chain is not followed.',
  },
  CHAIN_LOOP: {
    severity: 'error',
    title: 'the capability chain loops',
    help: 'A link leads to a capability that was already read. The chain ends here.',
  },
  CHAIN_TOO_LONG: {
    severity: 'error',
    title: 'the capability chain has more links than this tool follows',
    help: 'The first 1024 links are followed; what comes after them lies in a gap. A kernel writes a dozen at most.',
  },
  CHAIN_SELF: {
    severity: 'error',
    title: 'a capability links to itself',
    help: 'The chain ends here.',
  },
  CHAIN_BACKWARD: {
    severity: 'warning',
    title: 'a link leads backward',
    help: 'The kernel appends capabilities, so links lead forward. The link is followed.',
  },
  CHAIN_OUT_OF_RANGE: {
    severity: 'error',
    title: 'a link leads out of the buffer',
    help: 'Either the dump was cut, or the offset is damaged. The chain ends here.',
  },
  CHAIN_INTO_HEADER: {
    severity: 'error',
    title: 'a link leads into the fixed part of the struct',
    help: 'No capability can be there. The chain ends here.',
  },
  CHAIN_OVERLAP: {
    severity: 'error',
    title: 'two capabilities overlap',
    help: 'The later one is not decoded, because each byte belongs to one struct only.',
  },
  CHAIN_FROM_FIRST: {
    severity: 'note',
    title: 'links count from the first capability, not from the start of the buffer',
    help: 'The proposals of 2019 built their chain so. The links are followed as they were meant.',
  },
  CHAIN_MISALIGNED: {
    severity: 'note',
    title: 'a capability is not aligned to 8 bytes',
    help: 'Normal before Linux 6.6 (a881b496941f); a 64-bit field in it cannot be read in place on every machine.',
  },
  CAPABILITY_UNKNOWN: {
    severity: 'note',
    title: 'a capability id is in no table',
    help: 'Its header is decoded, its bytes are a gap. It may be newer than this table.',
  },
  CAPABILITY_TWICE: {
    severity: 'warning',
    title: 'a capability occurs twice',
    help: 'No kernel does this. Readers take the first one.',
  },
  VERSION_NEWER: {
    severity: 'note',
    title: 'a capability version is newer than this table',
    help: 'The part that is known is decoded; what is new lies in padding or a gap.',
  },
  VERSION_UNKNOWN: {
    severity: 'warning',
    title: 'a capability version that never existed',
    help: 'Versions count from 1. It is decoded as the oldest one.',
  },
} as const satisfies Record<string, IssueKind>;

export type IssueCode = keyof typeof issueKinds;

/** One finding; `byteOffset` counts from the start of the block. */
export interface Issue {
  readonly code: IssueCode;
  readonly severity: Severity;
  /** `struct.member`, or the struct alone. */
  readonly path: string;
  readonly byteOffset: number;
  readonly message: string;
}

/** A finding with the severity of its code. */
export function issue(code: IssueCode, path: string, byteOffset: number, message: string): Issue {
  return { code, severity: issueKinds[code].severity, path, byteOffset, message };
}
