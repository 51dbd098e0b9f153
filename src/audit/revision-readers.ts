/**
 * What readers and writers of different revisions make of each other.
 */
import { hasRole } from '../catalog/catalog.js';
import type { LaterRow } from '../model/audit.js';
import type { Pair } from './pairs.js';
import { hasVersions } from './revision-marks.js';
import type { Subject } from './subject.js';
import type { UserStruct } from './user-structs.js';
import { listText, members } from './words.js';

/** Both sentences about a struct. */
export interface Readers {
  readonly oldReader: string;
  readonly newReader: string;
}

/** What an old reader makes of a new writer, and a new reader of an old writer. */
export function readersOf(
  subject: Subject,
  struct: UserStruct,
  pair: Pair | undefined,
  later: readonly LaterRow[],
): Readers {
  const { holder } = struct;
  if (pair?.transfer === 'same struct') return answerReaders(subject, struct);
  if (holder.role.kind === 'feature') return featureReaders(subject, struct, pair);
  if (holder.role.kind === 'capability') return hasVersions(holder) ? versionReaders(struct, later) : muteReaders(pair);
  if (holder.role.kind === 'info' && holder.role.chain !== undefined) return chainReaders(struct);
  if (holder.role.kind === 'info' && holder.role.size !== undefined) return sizeReaders(holder.role.size);
  return {
    oldReader: 'Takes the bytes for those of its own revision.',
    newReader: 'Takes the bytes for those of its own revision.',
  };
}

function namesOf(rows: readonly LaterRow[]): string {
  return listText(members(rows.map((row) => row.field)));
}

function versionReaders({ fields }: UserStruct, later: readonly LaterRow[]): Readers {
  const taken = later.filter((row) => row.room === 'reserved');
  const open = fields.find((field) => field.isOpen)?.place.field;
  const behind = open === undefined ? '' : ` Behind ${open} a member has no fixed place.`;
  if (later.length === 0) {
    return {
      oldReader: `There is one version so far. The next one has to leave every member where it is; the chain leads past what is new.${behind}`,
      newReader: 'Has to go by the version before it reads what is new.',
    };
  }
  const inPadding =
    taken.length === 0
      ? ''
      : ` ${namesOf(taken)} ${taken.length === 1 ? 'lies' : 'lie'} in bytes that it knows as padding.`;
  const untrue =
    taken.length === 0 ? '' : ` The bytes of ${namesOf(taken)} are there all the same: only the version tells.`;
  return {
    oldReader: `Meets a version that it does not know, finds every member where it was, and goes on by the chain.${inPadding}`,
    newReader: `Sees by the version that ${namesOf(later)} ${later.length === 1 ? 'is' : 'are'} not there.${untrue}`,
  };
}

/** A copy without a version. */
function muteReaders(pair: Pair | undefined): Readers {
  if (pair?.transfer === 'opaque') {
    return {
      oldReader: 'Takes as many bytes as it knows; that there are more shows only in where the next capability begins.',
      newReader:
        'Finds the answer shorter than it knows and reads on into the next capability, if it does not look for its start.',
    };
  }
  return {
    oldReader: 'Reads its own struct; what a longer answer of firmware has lies behind it unseen.',
    newReader: 'Reads a new member out of bytes that the older kernel copied from firmware.',
  };
}

function chainReaders({ holder, fields }: UserStruct): Readers {
  const role = hasRole(holder, 'info') ? holder.role : undefined;
  const { size = '', chain, ioctl } = role ?? {};
  const flag = fields
    .find((one) => one.place.field === chain?.flag?.field)
    ?.flags.find((one) => one.mask === chain?.flag?.mask)?.name;
  const asked = ioctl === undefined ? `${size} says how much there is to read` : `${size} says how much it can take`;
  const begin = flag === undefined ? '' : ` Without ${flag} there is no ${chain?.offset ?? ''}.`;
  return {
    oldReader: `Steps over links of the chain that it does not know; ${asked}.`,
    newReader: `Does not find in the chain what the writer does not know.${begin}`,
  };
}

/** The header of a feature says how long its argument is; bytes that are copied elsewhere have a length elsewhere. */
function featureReaders({ item }: Subject, { fields }: UserStruct, pair: Pair | undefined): Readers {
  const lengthIn = item.audit?.lengthIn;
  if (pair?.transfer === 'opaque' && lengthIn !== undefined) {
    return {
      oldReader: `Has to make room for as many bytes as ${lengthIn} says: the call does not tell the kernel how many there is room for.`,
      newReader: `Learns from ${lengthIn} how many bytes there are, and from nothing what shape they have.`,
    };
  }
  const flags = fields.find((field) => field.isFlagWord)?.place.field;
  return {
    oldReader:
      'Is refused when the struct has grown, because it asks for fewer bytes: a new member has to take reserved ones.',
    newReader:
      flags === undefined
        ? 'Has nothing that tells it which members an older kernel knows.'
        : `Sees by ${flags} what the kernel knows; what it does not know is 0.`,
  };
}

function sizeReaders(size: string): Readers {
  return {
    oldReader: `Takes what it knows; ${size} says that there is more.`,
    newReader: `Sees by ${size} what is not there.`,
  };
}

/** Firmware's own struct, from firmware or from a hypervisor in its place. */
function answerReaders({ item, firmware }: Subject, { holder }: UserStruct): Readers {
  const length = hasRole(holder, 'clp-response') ? holder.role.length : '';
  const row = firmware.find((field) => field.name === `${holder.tag}.${length}`);
  const isKept = row?.targets.some(({ rule }) => rule.kind === 'untouched') === true;
  return {
    oldReader: 'Finds members that it does not know in bits that it knows as reserved, and the rest where it was.',
    newReader: isKept
      ? `Finds what it had put there itself: ${item.name} keeps the ${length} of the request and writes only what it knows. A guest has to clear its buffer.`
      : `Sees by ${length} where the answer ends; inside it, bits that are 0 say the same as bits that the writer did not know.`,
  };
}
