/**
 * The vocabulary of exposure: how one interface treats every field of the firmware's answers.
 * One file of `src/views` is one `Interface`.
 */
import type { Need, Scope, Source } from './layout.js';

/** Whose eyes: the words of the three (four) views. */
export type View = 'firmware' | 'vfio' | 'guest' | 'sysfs';

export const exposureClasses = ['exposed', 'virtualized', 'hidden'] as const;
export type ExposureClass = (typeof exposureClasses)[number];

/** How the value that the user sees comes from the firmware's. Evaluated by one engine. */
export type Rule =
  /** Bits of `ignore` may differ; the value may be rounded up to a multiple of 2 to the power `roundUpBits`. */
  | { readonly kind: 'same'; readonly ignore?: number; readonly roundUpBits?: number }
  | { readonly kind: 'times'; readonly factor: number }
  | {
      readonly kind: 'constant';
      readonly value: number | bigint;
      /** What to know when firmware says otherwise: which way is safe, what the two values are for. */
      readonly over?: string;
      /** A larger constant promises the guest more than firmware has. */
      readonly promise?: true;
    }
  /** The bit `bit` (0 = least significant) of the target field is the one-bit source field. */
  | { readonly kind: 'bit'; readonly bit: number }
  /** The source field is the `width` bits of the target field from bit `low` (0 = least significant) on; a byte string counts as one number. */
  | { readonly kind: 'bits'; readonly low: number; readonly width: number }
  /** The target capability is present exactly when the source field is 1. */
  | { readonly kind: 'present' }
  /** The target may be lower than the source, never higher. */
  | {
      readonly kind: 'atMost';
      /** User's field that the range starts with; an end before it is an empty range. */
      readonly start?: string;
      /** The end + 1 is a multiple of 2 to this power. */
      readonly pageBits?: number;
      /** Why it can be lower: the text for this end, or (without `end`) for any other. */
      readonly causes?: readonly { readonly end?: bigint; readonly text: string }[];
      /** The only lower end allowed: that of `pages` pages from `start` on. */
      readonly limit?: {
        readonly start: string;
        readonly pages: string;
        readonly pageBits: number;
        readonly text: string;
        /** A limit of 0, or none at all, leaves no page; without this it shortens nothing. */
        readonly zeroShortens?: true;
      };
    }
  /** A value of the interface's own making. */
  | {
      readonly kind: 'madeUp';
      readonly within?: readonly [number, number];
      /** These bits of it are always so. */
      readonly bits?: { readonly mask: number; readonly value: number };
      /** What it means when it equals firmware's; without this nothing. */
      readonly equal?: 'warning' | 'error';
    }
  /**
   * The interface never writes the field: it keeps what the caller had in the buffer, 0 if cleared. `lost`: later
   * versions write it, so a guest that has nothing misses something.
   */
  | { readonly kind: 'untouched'; readonly lost?: true }
  /** Read from the (virtual) configuration space of the function; only `bits` can be compared. */
  | {
      readonly kind: 'configSpace';
      readonly bits?: number;
      readonly order?: 'swapped' | 'either';
      /** Which versions store it the other way round, for messages. */
      readonly swappedIn?: string;
    }
  /** Binary logarithm of the size of the VFIO region of this BAR, 0 for none. */
  | { readonly kind: 'regionLog2' };

/** One place where the interface shows the fact. */
export interface Target {
  /** `struct.member` of a layout of the user's side. */
  readonly field: string;
  readonly rule: Rule;
  /** First version of the interface that has it. */
  readonly since?: string;
  /** Where the bytes of the target do not tell that it is this fact: when it is. */
  readonly unsure?: string;
  /** Not there although firmware has it: when `mask` of a firmware field (`[]`: the same element) is set, 0 is right. */
  readonly dropped?: { readonly field: string; readonly mask: number; readonly why: string };
}

/** How a function reaches its guest. */
export const modes = ['emulated', 'intercept', 'interpret'] as const;
export type Mode = (typeof modes)[number];

/** How QEMU holds the IOMMU side: a VFIO container (iommufd's type1-compatible one, too), or iommufd itself. */
export const containers = ['type1', 'iommufd'] as const;
export type Container = (typeof containers)[number];

/** What differs from the row under a condition; the first variant that matches wins. */
export interface Variant {
  readonly when: {
    readonly mode?: Mode;
    /** First version of the interface, inclusive. */
    readonly from?: string;
    /** First version that is different again, exclusive. */
    readonly before?: string;
    readonly container?: Container;
    /** The guest group is the default one: no capability to make a group of, or a host group that leads there. */
    readonly defaultGroup?: true;
  };
  readonly class?: ExposureClass;
  readonly to?: readonly Target[];
  readonly via?: string;
  readonly why: string;
  readonly source: Source;
  readonly unsure?: string;
}

/** Conditions in words: `mode interpret, from 7.2`. */
export function conditionText({ mode, container, defaultGroup, from, before }: Variant['when']): string {
  const parts = [
    ...(mode === undefined ? [] : [`mode ${mode}`]),
    ...(container === undefined ? [] : [`container ${container}`]),
    ...(defaultGroup === undefined ? [] : ['default group']),
    ...(from === undefined ? [] : [`from ${from}`]),
    ...(before === undefined ? [] : [`before ${before}`]),
  ];
  return parts.join(', ');
}

/** One row: one field of one firmware struct under one interface. */
export interface ExposureRow {
  /** Tag of the firmware layout. */
  readonly struct: string;
  /** Member path; `[]` stands for every element: `bar[]`, `fh_list[].fid`; `*` for every field without a row of its own. */
  readonly field: string;
  readonly class: ExposureClass;
  readonly to?: readonly Target[];
  /** Guest interfaces: the field of the user's side that the rule starts from, when it is not firmware's own. */
  readonly via?: string;
  /** The reason in full, or `@id` of a reason that several rows share. */
  readonly why: string;
  /** Files of users from before fields said this themselves; counts only where no layout says it. */
  readonly need?: Need;
  readonly scope?: Scope;
  readonly source: Source;
  /** Set when sources contradict or are silent: what is not known. `diff` then says `note`. */
  readonly unsure?: string;
  /** The interface passes on what it must not: the reason is in `why`. */
  readonly leak?: true;
  readonly variants?: readonly Variant[];
}

/** How to tell from the bytes how a function reaches its guest. */
export interface ModeClues {
  /** The function is interpreted when these are equal and the value is below `below`. */
  readonly group: { readonly guest: string; readonly user: string; readonly firmware: string; readonly below: number };
  /** Handle in the guest's list: which bits mean what. */
  readonly handle: {
    readonly guest: string;
    readonly user: string;
    readonly enable: number;
    readonly mask: number;
    readonly emulated: number;
    readonly intercept: number;
  };
  /** The container is the type1-compatible one of iommufd when this field of the user's side has this value. */
  readonly container: { readonly user: string; readonly iommufd: number };
  /** The guest group is the default one when the user's side has no `capability`, or this host group or above. */
  readonly defaultGroup: DefaultGroup & {
    readonly capability: string;
    readonly host: string;
    readonly firmware: string;
    /** Group id in the guest. */
    readonly guest: string;
    /** Versions before which other ids counted, oldest first. */
    readonly earlier?: readonly (DefaultGroup & { readonly before: string })[];
  };
}

/** The id of the default group, and the host ids that lead to it. */
export interface DefaultGroup {
  readonly id: number;
  readonly from: number;
  /** The last one; absent: there is no end. */
  readonly to?: number;
}

/** What two versions do to each other though each value is as it should be. */
export interface Hazard {
  /** Name of the cross-check. */
  readonly id: string;
  /** What the user's side says, and from which value on. */
  readonly user: { readonly field: string; readonly atLeast: number };
  /** The last version of the guest's interface, with its stable releases, that does not know it. */
  readonly upTo: string;
  readonly message: string;
  readonly help: string;
  readonly source: Source;
}

/** What a version brought that no row and no layout says: bits of a word, a value, a whole struct. */
export interface Arrival {
  /** `struct.member`, `sysfs.<attribute>`, or the tag of a struct that is there since then. */
  readonly field: string;
  /** Of several structs of that tag the one with this index. */
  readonly index?: number;
  /** Only these bits of it. */
  readonly mask?: number;
  /** First version of the interface that has it. */
  readonly from: string;
  readonly why: string;
  readonly source: Source;
}

/** How to tell the version of an interface from the bytes: the last clue that fits wins. */
export interface VersionClue {
  readonly version: string;
  /** All of these fields have these values; a missing field does not fit. */
  readonly when: readonly { readonly field: string; readonly value: number }[];
  readonly why: string;
  /** Versions that can have written such bytes: not older than the one, older than the other. */
  readonly from?: string;
  readonly before?: string;
}

/** The seven questions that a review asks of an interface: six in May 2019, and one that came back in 2026. */
export const auditQuestionIds = [
  'consistency',
  'reserved',
  'useful',
  'leaks',
  'redundant',
  'scope',
  'revision',
] as const;
export type AuditQuestion = (typeof auditQuestionIds)[number];

/** What a review on a mailing list said of the interface, or of one like it. */
export interface Review {
  readonly question: AuditQuestion;
  /** Who said it of what, and when. */
  readonly who: string;
  /** In their words; `reported`: in ours, because the words were not found. */
  readonly text: string;
  readonly reported?: true;
}

/** The way on which an interface reaches its user. */
export interface Channel {
  /** `capability of the device`, `text file`, ... */
  readonly name: string;
  /** What one answer of it is about: `one container, which can hold several functions`. */
  readonly about: string;
  /** Whose facts belong there. */
  readonly holds: readonly Scope[];
}

/** A fault that the structs do not show: it is in the code that fills them. */
export interface Defect {
  readonly question: 'leaks' | 'revision';
  /** Tag of the user's struct, or `tag@interface`. */
  readonly struct: string;
  /** `not written`: bytes that nobody wrote; `out of bounds`: bytes of other memory. */
  readonly kind: 'not written' | 'out of bounds';
  /** A short name of the bytes: `76 bytes behind the last feature`. */
  readonly what: string;
  /** A whole sentence. */
  readonly why: string;
  readonly source: Source;
}

/** Where the kernel keeps what firmware answered, until a user asks. */
export interface KernelCopy {
  readonly struct: string;
  /** Its names of firmware's members (`struct.member`) that are not firmware's own. */
  readonly members: Readonly<Record<string, string>>;
  readonly source: Source;
}

/** What only `audit` shows. */
export interface AuditNotes {
  /** Who may use the interface. */
  readonly caller: string;
  readonly channel: Channel;
  /** It was proposed and never merged: nothing else can rely on it. */
  readonly proposal?: true;
  readonly reviews?: readonly Review[];
  readonly defects?: readonly Defect[];
  /** Bytes are copied to where userspace says: the field of another struct that says how many. */
  readonly lengthIn?: string;
  /** The kernel's own struct between firmware and the user. */
  readonly kernelCopy?: KernelCopy;
  /** What to know of a mode: `interpret` is the default since 7.2. */
  readonly modes?: Readonly<Partial<Record<Mode, string>>>;
}

export interface Interface {
  readonly name: string;
  readonly view: View;
  readonly title: string;
  /** Shown beside every decoded field; other interfaces have their own commands. */
  readonly besideFields: boolean;
  /** The version these rows describe. */
  readonly version: string;
  /** Versions that changed something, oldest first. */
  readonly versions: readonly string[];
  readonly versionClues?: readonly VersionClue[];
  readonly modeClues?: ModeClues;
  /** First version that lets a function be interpreted, which it does unless told otherwise. */
  readonly interpretedSince?: string;
  readonly hazards?: readonly Hazard[];
  readonly arrivals?: readonly Arrival[];
  /** Reasons that several rows share, by id. */
  readonly reasons: Readonly<Record<string, string>>;
  /** Structs of firmware that its rows are about, when they are not the answers to CLP. */
  readonly firmware?: readonly string[];
  readonly rows: readonly ExposureRow[];
  readonly audit?: AuditNotes;
}

/** The short form of a rule, as it stands in tables and JSON. */
export function ruleText(rule: Rule): string {
  switch (rule.kind) {
    case 'same':
      return 'same';
    case 'times':
      return `times ${rule.factor}`;
    case 'constant':
      return `constant ${rule.value}`;
    case 'bit':
      return `bit ${rule.bit}`;
    case 'bits':
      return `bits ${rule.low} to ${rule.low + rule.width - 1}`;
    case 'present':
      return 'present when set';
    case 'atMost':
      return 'at most';
    case 'madeUp':
      return 'made up';
    case 'untouched':
      return 'not written';
    case 'configSpace':
      return 'from config space';
    case 'regionLog2':
      return 'log2 of region size';
  }
}

/** A rule as people read it: constants above 16 bits are addresses and masks. */
export function ruleWords(rule: string): string {
  return rule.replace(/^constant (\d{6,})$/, (_, digits: string) => `constant 0x${BigInt(digits).toString(16)}`);
}
