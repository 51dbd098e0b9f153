/**
 * The vocabulary of the field table: what a layout file may say about one C struct.
 *
 * Layouts are data. Nothing here reads bytes; `src/decode` interprets these shapes, and user-supplied
 * tables have the same ones.
 */

/** `host` is the byte order of the machine that filled the buffer (VFIO and iommufd structs). */
export type ByteOrder = 'big' | 'little' | 'host';

/** A byte order that has been decided. */
export const endians = ['big', 'little'] as const;
export type Endian = (typeof endians)[number];

/** Why a guest needs a fact, in the words of the 2019 list discussion. */
export type Need = 'virtualize' | 'match-firmware' | 'match-host-driver' | 'match-host-iommu' | 'none';

/** Whose fact it is. */
export type Scope = 'function' | 'group' | 'iommu' | 'machine' | 'call';

/** Where a fact was read. */
export interface Source {
  /** Header or source file, as it is called in its own tree. */
  readonly file: string;
  /** The struct, function or macro that says it. */
  readonly symbol: string;
  /** The version it was read in, e.g. `Linux 7.2.13`, `QEMU 11.0.3`. */
  readonly version: string;
}

/** One named bit (or bit group) of a flag word; `mask` counts on the whole field value. */
export interface FlagBit {
  readonly mask: number;
  readonly name: string;
  readonly text?: string;
}

/** One part of a packed number, such as a function handle. */
export interface NumberPart {
  readonly mask: number;
  readonly name: string;
  /** Names of the values of this part, after shifting it down. */
  readonly names?: Readonly<Record<number, string>>;
}

/** How a number is said in words. A format never changes the value, only its label. */
export type Format =
  | { readonly kind: 'unit'; readonly unit: string; readonly zero?: string }
  /** The real quantity is `factor` times the value. */
  | { readonly kind: 'scale'; readonly factor: number; readonly unit: string; readonly zero?: string }
  /** The real quantity is 2 to the value. */
  | { readonly kind: 'log2'; readonly unit: string; readonly zero: string }
  /** A table of named values in `src/layouts/codes`, by its tag. */
  | { readonly kind: 'codes'; readonly codes: string }
  /** Tables by the value of the sibling `field`, in decimal; the number has no name where none is given. */
  | { readonly kind: 'codesBy'; readonly field: string; readonly tables: Readonly<Record<string, string>> }
  /** `rest` names what the other bits are, `codes` the table of their values; without `rest` they are unknown flags. */
  | { readonly kind: 'flags'; readonly bits: readonly FlagBit[]; readonly rest?: string; readonly codes?: string }
  | { readonly kind: 'parts'; readonly parts: readonly NumberPart[] }
  /** An inclusive end; the label gives the size from the sibling field `start`. */
  | { readonly kind: 'rangeEnd'; readonly start: string }
  | { readonly kind: 'hex' }
  /** Each set bit n is a supported page size of 2^n bytes. */
  | { readonly kind: 'pageSizes' }
  /** A one-bit answer. */
  | { readonly kind: 'yesNo'; readonly yes: string; readonly no: string }
  /** A value with a fixed meaning beside its ordinary ones. */
  | { readonly kind: 'special'; readonly unit: string; readonly values: Readonly<Record<string, string>> };

/** A second byte order that real producers used for a field; decided by content, both readings shown. */
export interface OtherOrder {
  /** Values that are plausible in the declared order; any other value is tried the other way round. */
  readonly plausible: readonly number[];
  readonly why: string;
}

/** How many elements an array has, or how long a byte string is. */
export type Count =
  | number
  /** The sibling field says it; `usual` is the value every known producer writes. */
  | { readonly field: string; readonly usual?: number }
  /** (`length` field - offset of the array) / `stride` field. */
  | { readonly length: string; readonly stride: string }
  /** Everything up to the next capability or the end of the block. */
  | { readonly rest: true };

/** What a running guest can bear of another value of a fact; `host`: what the host does with it is its own business. */
export const bearable = ['may-grow', 'may-shrink', 'may-differ', 'should-stay', 'must-stay', 'host'] as const;

/** A fact that a guest sees, and what becomes of a guest that runs when it changes. */
export interface Bears {
  readonly change: (typeof bearable)[number];
  /** Bits that change in the course of things, such as those that count how often a function was enabled. */
  readonly byNature?: number;
  /** What the guest does with the value, one sentence. */
  readonly why: string;
  readonly source: Source;
}

interface FieldBase {
  /** C member name inside this struct; nested structs and arrays get their path from the decoder. */
  readonly name: string;
  /** Bytes from the start of the struct; for a bit field the byte of its most significant bit. */
  readonly byteOffset: number;
  /** One sentence: what it is. */
  readonly doc: string;
  /** Version that introduced it, as `Linux 6.0 (d10384677630)`; absent: as old as the struct. */
  readonly since?: string;
  /** Where this field was read, when it is not the source of the layout. */
  readonly source?: Source;
  /** First capability version that has it. */
  readonly minVersion?: number;
  /** Answers of firmware: why a guest needs it. Holds for the members of a struct, too, until one says otherwise. */
  readonly need?: Need;
  /** Answers of firmware: whose fact it is, when it is not the `scope` of the answer; inherited like `need`. */
  readonly scope?: Scope;
  /** What a running guest can bear; answers of firmware say it where some interface shows the fact to guests. */
  readonly bears?: Bears;
}

/**
 * Which member of a union is the live one: the one whose `field` has a bit of `mask` set or none, or has one value. The
 * field is one of the struct that holds the union; for elements of an array of variable length, one of the outer struct.
 */
export type LiveWhen =
  | { readonly field: string; readonly mask: number; readonly set: boolean }
  | { readonly field: string; readonly equals: number };

interface UnionMember {
  /** C names of the other members of a union at this place. */
  readonly unionWith?: readonly string[];
  /** Absent: always the live one. */
  readonly onlyIf?: LiveWhen;
}

export type IntegerType = 'u8' | 'u16' | 'u32' | 'u64';

/** An unsigned integer or bit field, or an array of them that means something element by element. */
export interface IntegerField extends FieldBase, UnionMember {
  /** Declared C type: the storage unit of a bit field. */
  readonly type: IntegerType;
  /** Bits left of the field inside its first byte, MSB first. */
  readonly bitOffset?: number;
  /** Width in bits, when not all of `type`. */
  readonly bitLength?: number;
  readonly byteOrder?: Endian;
  readonly otherOrder?: OtherOrder;
  readonly count?: number;
  readonly reserved?: true;
  /** Not zero in blocks of a known producer: its name for the bits, and the value it writes. */
  readonly knownUse?: { readonly value: number; readonly text: string };
  readonly format?: Format;
  /** Tag of a struct that lies elsewhere: the number is its length, and no fact of the device. */
  readonly lengthOf?: string;
}

/** A byte string, reserved array or text: one field whatever its length. */
export interface BytesField extends FieldBase {
  readonly type: 'bytes';
  readonly length: Count;
  readonly text?: 'ebcdic';
  /** Byte at `field` & `mask` says whether the bytes mean anything. */
  readonly validIf?: { readonly field: string };
  readonly reserved?: true;
  /** Declared element size, for the oracle's sake and for byte-swap checks. */
  readonly unit?: 1 | 4;
}

/** A nested struct or an array of structs. */
export interface StructField extends FieldBase, UnionMember {
  readonly type: 'struct';
  /** Tag of the layout of one element. */
  readonly struct: string;
  readonly count?: Count;
}

export type Field = IntegerField | BytesField | StructField;

/** Test that a block of this layout passes; detection quotes `why` when one does not. */
export type DetectTest = MemberTest | KindTest;

/** A block is of one of these kinds, each of which is a struct filled by another producer or for another purpose. */
export interface KindTest {
  readonly oneOf: readonly DetectKind[];
  /** What they are kinds of, as `the counts of a bus`. */
  readonly why: string;
}

export interface DetectKind {
  /** What the block would be: `a device of vfio-pci`. */
  readonly name: string;
  /** Where it was read that blocks of this kind pass the tests, when it is not the source of the layout. */
  readonly source?: Source;
  readonly tests: readonly MemberTest[];
}

/** What holds of one member. */
export type MemberTest =
  | { readonly field: string; readonly onlyBits: number; readonly why: string }
  | { readonly field: string; readonly anyBits: number; readonly why: string }
  | { readonly field: string; readonly noBits: number; readonly why: string }
  | { readonly field: string; readonly min?: number; readonly max?: number; readonly why: string }
  | { readonly field: string; readonly equals: number; readonly why: string }
  /** `field` = `of` shifted left by `by`. */
  | { readonly field: string; readonly of: string; readonly by: number; readonly why: string }
  /** `field` = `base` + `times` * `count` field. */
  | {
      readonly field: string;
      readonly base: number;
      readonly times: number;
      readonly count: string;
      readonly why: string;
    }
  /** `field` is not 0 exactly when `(flags & mask) !== 0`, or never when the flag is clear. */
  | { readonly field: string; readonly zeroUnless: string; readonly mask: number; readonly why: string }
  /** `field` is anything but this. */
  | { readonly field: string; readonly not: number; readonly why: string }
  /**
   * Member `leadsTo` of the link that the chain offset `field` leads to. A block without that link passes,
   * unless the link is `required`.
   */
  | {
      readonly field: string;
      readonly leadsTo: string;
      readonly min?: number;
      readonly max?: number;
      readonly required?: true;
      readonly why: string;
    };

/** What the layout is for the decoder. */
export type Role =
  /** CLP request: command code and header paths. */
  | {
      readonly kind: 'clp-request';
      readonly command: number;
      readonly length: string;
      readonly code: string;
      /** Tags of the response layouts, the usual one first. */
      readonly responses: readonly string[];
    }
  /** CLP response: known lengths, newest first; a LIST has `entries` instead. */
  | {
      readonly kind: 'clp-response';
      readonly command: number;
      readonly length: string;
      readonly code: string;
      readonly ok: number;
      /** Prefix of the fields that can be believed when the code is not `ok`. */
      readonly header: string;
      /** Whose facts the answer holds; members can say otherwise. */
      readonly scope?: Scope;
      readonly lengths: readonly number[];
      /** Length is `lengths[0]` plus a whole number of entries of this field. */
      readonly entries?: { readonly field: string; readonly size: string; readonly known: number };
    }
  /** Argument of an ioctl, or content of a device region (no `ioctl`); may carry a chain of capabilities. */
  | {
      readonly kind: 'info';
      readonly ioctl?: string;
      readonly request?: number;
      /** The member that says how large the buffer is. */
      readonly size?: string;
      readonly chain?: Chain;
      readonly minSize: number;
      /** A block that is recognised has exactly this many bytes, or one of these. */
      readonly exactSize?: number | readonly number[];
      /** A struct of firmware that is no answer: whose facts it holds. */
      readonly scope?: Scope;
      /** Bits of a member whose number says which `feature` is behind the struct. */
      readonly feature?: { readonly field: string; readonly mask: number };
    }
  /** What is behind the header of VFIO_DEVICE_FEATURE for one feature; `of` is the tag of the header. */
  | {
      readonly kind: 'feature';
      readonly of: string;
      readonly number: number;
      readonly name: string;
      /** What the kernel lets userspace do with it. */
      readonly operations: readonly ('get' | 'set')[];
    }
  /** A link of such a chain; `of` is the tag of the info struct, or `tag@interface`. */
  | {
      readonly kind: 'capability';
      readonly of: string;
      readonly id: number;
      /** Further ids with the same layout. */
      readonly alsoIds?: readonly number[];
      readonly name: string;
      readonly versions: readonly CapabilityVersion[];
    }
  /** Header that every CLP block of this direction begins with. */
  | { readonly kind: 'clp-header'; readonly of: 'request' | 'response'; readonly length: string; readonly code: string }
  /** Only ever inside another struct. */
  | { readonly kind: 'part' };

/** Names of the fields that make a capability chain. */
export interface Chain {
  /** The flag that says that there is a chain; without it a chain is there whenever `offset` is not 0. */
  readonly flag?: { readonly field: string; readonly mask: number };
  readonly offset: string;
  /** What `next` counts from: the start of the buffer, or the first capability (a defect of 2019). */
  readonly nextFrom?: 'buffer' | 'firstCapability';
  /** The member that says where the chain ends: a `next` of that value or beyond ends it, as 0 does. */
  readonly end?: string;
  /** Tag of the link header, and its members. */
  readonly header: string;
  readonly id: string;
  readonly version: string;
  readonly next: string;
  /** Capabilities that are nothing but a header. */
  readonly bare?: readonly { readonly id: number; readonly name: string; readonly doc: string }[];
}

export interface CapabilityVersion {
  readonly version: number;
  /** Bytes of the fixed part, tail padding included. */
  readonly size: number;
  readonly since: string;
}

/** One length that the struct had at some time. */
export interface Shape {
  readonly size: number;
  /** First Linux version with it; the first shape counts from the beginning. */
  readonly linux: string;
}

export interface Layout {
  /** C struct tag. */
  readonly tag: string;
  /** For `tag@interface`: the never-merged or versioned interface this shape belongs to. */
  readonly interface?: string;
  readonly title: string;
  readonly byteOrder: ByteOrder;
  /** `sizeof`, without flexible arrays. */
  readonly size: number;
  readonly source: Source;
  readonly since?: string;
  readonly role: Role;
  /** Oldest first; absent when the struct never grew. */
  readonly shapes?: readonly Shape[];
  /** Why blocks of this layout are never recognised by themselves: they need `--type`. */
  readonly undetectable?: string;
  /** How the kernel logs the struct: the words before its bytes, and the members that tell what happened to whom. */
  readonly logged?: Logged;
  readonly detect?: readonly DetectTest[];
  readonly fields: readonly Field[];
}

/** Members of a struct that the kernel logs. */
export interface Logged {
  /** Without the colon. */
  readonly as: string;
  readonly event: string;
  readonly function: string;
  readonly handle: string;
  readonly code: string;
}

/** A table of named values. */
export interface Codes {
  readonly tag: string;
  /** What one value is, as it stands in `0x0c (unknown PFT)`. */
  readonly what: string;
  /** Hex digits of a value when printed. */
  readonly digits: number;
  /** The C names say more than the texts alone. */
  readonly showNames?: boolean;
  readonly source: Source;
  /** What any value without an entry means; absent: it is unknown. */
  readonly otherwise?: string;
  readonly entries: readonly Code[];
}

export interface Code {
  readonly value: number;
  /** C name, when the headers have one. */
  readonly name?: string;
  readonly text: string;
  /** CLP commands that may answer with it; absent: all. */
  readonly commands?: readonly number[];
  readonly source?: Source;
  /** What to do about it, or who else uses it. */
  readonly help?: string;
}
