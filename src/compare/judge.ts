/**
 * What is said of one fact that changed: how, who sees it, and how bad that is for a guest that runs.
 */

import type { Catalog } from '../catalog/catalog.js';
import { bearsOf } from '../catalog/need-and-scope.js';
import type { Change, ChangeKind } from '../model/compare.js';
import type { DiffSeverity } from '../model/diff.js';
import type { View } from '../model/interface.js';
import type { Bears } from '../model/layout.js';
import { effectiveRow } from '../rules/effective-row.js';
import { type Fact, type Facts, memberOf, structOf } from '../rules/facts.js';
import { isSameText, kindOf, swapReason, valuesOf } from './describe-move.js';
import type { Guests } from './guest.js';
import type { Move } from './moves.js';
import { guestSince, linuxSince, type Since, type Versions } from './since.js';

export interface JudgeContext {
  readonly catalog: Catalog;
  readonly linux: Versions;
  readonly guests: Guests | undefined;
}

/** The change of one fact, from what differs of it in each view. */
export function judgeFact(context: JudgeContext, moves: readonly Move[]): Change | undefined {
  const [first] = moves;
  if (first === undefined) return undefined;
  const { catalog, guests } = context;
  const seen = moves.find(({ view }) => view === 'guest');
  const generic = memberOf(first.key).replace(/\[\d+\]/g, '[]');
  const bears = bearsOf(catalog, structOf(first.key), generic);
  const carried = seen === undefined && isCarried(context, first) ? first : undefined;
  const told = seen ?? carried;
  const since =
    first.view === 'guest'
      ? guests && guestSince(guests, catalog, first.key)
      : linuxSince(catalog, first, context.linux);
  const kind = kindOf(catalog, told ?? first, bears);
  const swapped = swapReason(told ?? first);
  const said = told === undefined ? unseen(context, first, bears, since) : judged(told, kind, bears, since);
  const { severity, why } =
    swapped === undefined ? said : { severity: 'ok' as const, why: `the same bytes in the other order: ${swapped}` };
  const differs = seen !== undefined && seen !== first && !isSameText(catalog, seen, first);
  return {
    view: first.view,
    struct: first.struct,
    attribute: first.attribute,
    ...valuesOf(catalog, first),
    kind,
    views: [...new Set(moves.map(({ view }) => view))],
    guestSees: told === undefined ? false : seen === undefined || guests?.isPredicted === true ? 'predicted' : true,
    ...(differs ? { guest: valuesOf(catalog, seen).text } : {}),
    severity,
    why,
    ...(since === undefined ? {} : { since: since.version }),
    ...(since?.isLost === true ? { lost: true } : {}),
  };
}

interface Said {
  readonly severity: DiffSeverity;
  readonly why: string;
}

const bearableKind: Readonly<Partial<Record<Bears['change'], readonly ChangeKind[]>>> = {
  'may-grow': ['grown', 'appeared'],
  'may-shrink': ['shrunk', 'gone'],
};

/** Judged by what the tables say that a running guest can bear. */
function judged({ before, after }: Move, kind: ChangeKind, bears: Bears | undefined, since: Since | undefined): Said {
  if (bears === undefined) return { severity: 'warning', why: because('the guest finds another value', since) };
  const { change, why } = bears;
  const isBearable = isAnyBorne(change) || bearableKind[change]?.includes(kind) === true;
  if (!isBearable) return { severity: 'error', why: because(why, since) };
  const isFine = isNature(before, after, bears) || since?.explains === true;
  if (change === 'host') return { severity: isFine ? 'ok' : 'note', why };
  const severity = since?.explains === true ? 'ok' : 'warning';
  return { severity, why: because(isAnyBorne(change) ? why : 'a running guest can bear that', since) };
}

/** Whichever value comes, a guest that runs goes on. */
function isAnyBorne(change: Bears['change']): boolean {
  return change === 'may-differ' || change === 'should-stay' || change === 'host';
}

/** Only bits that change in the course of things. */
function isNature(before: Fact | undefined, after: Fact | undefined, { byNature = 0 }: Bears): boolean {
  const [a, b] = [before?.value, after?.value];
  return typeof a === 'bigint' && typeof b === 'bigint' && ((a ^ b) & ~BigInt(byNature)) === 0n;
}

/** No guest finds another value. */
function unseen(context: JudgeContext, move: Move, bears: Bears | undefined, since: Since | undefined): Said {
  if (bears?.change === 'host') {
    const isFine = isNature(move.before, move.after, bears) || since?.explains === true;
    return { severity: isFine ? 'ok' : 'note', why: because(bears.why, since) };
  }
  const parts = bears === undefined ? [] : [foundByGuest(context, move), guestReason(context, move)];
  const why = because(parts.filter((part) => part !== '').join('. '), since);
  return { severity: since?.explains === true ? 'ok' : 'note', why };
}

function because(why: string, since: Since | undefined): string {
  const lead = since === undefined ? [] : [`${sinceWord(since)} ${since.version}`];
  const more = since?.why === undefined || why.includes(since.why) ? [] : [since.why];
  const parts = [[...lead, ...more].join(': '), why].filter((part) => part !== '');
  return parts.map((part, i) => (i < parts.length - 1 ? part.replace(/[.]$/, '') : part)).join('. ');
}

function sinceWord({ explains, isLost }: Since): string {
  if (!explains) return 'came with';
  return isLost ? 'lost, came with' : 'since';
}

/** What the guest finds in its place, where that is known. */
function foundByGuest({ catalog, guests }: JudgeContext, move: Move): string {
  const [before, after] = [guests?.before, guests?.after].map((state) => state?.facts.find(move.key));
  if (before === undefined || after === undefined || before.value === null || before.value !== after.value) return '';
  const { text } = valuesOf(catalog, { ...move, before, after });
  return text.after === '' ? '' : `the guest finds ${text.after}, as before`;
}

/** Why the guest does not follow. */
function guestReason({ catalog, guests }: JudgeContext, { key }: Move): string {
  const row = guests && catalog.row(guests.item.name, structOf(key), memberOf(key).replace(/\[\d+\]/g, '[]'));
  if (guests === undefined || row === undefined) return '';
  return effectiveRow(guests.item, row, guests.after.conditions).why;
}

/**
 * The guest follows, though its value is not known: it comes from the device itself, or from what VFIO tells and nobody
 * gave.
 */
function isCarried({ catalog, guests }: JudgeContext, { view, key }: Move): boolean {
  if (view !== 'firmware' || guests === undefined) return false;
  const generic = memberOf(key).replace(/\[\d+\]/g, '[]');
  const row = catalog.row(guests.item.name, structOf(key), generic);
  if (row === undefined || [guests.before, guests.after].every((one) => isKnown(one.facts, key))) return false;
  const { targets, via, class: shown } = effectiveRow(guests.item, row, guests.after.conditions);
  if (targets.some(({ rule }) => rule.kind === 'configSpace' || rule.kind === 'regionLog2')) return true;
  if (via === undefined || shown !== 'exposed') return false;
  const user = catalog.interfaces().filter((item) => item.view === 'vfio');
  const links = user.flatMap((item) => catalog.row(item.name, structOf(key), generic)?.to ?? []);
  return links.some(({ field, rule }) => field === via && rule.kind !== 'constant');
}

/** The guest's list has its own entry, wherever that is. */
function isKnown(facts: Facts, key: string): boolean {
  const fact = facts.find(key.replace('[]', '[0]'));
  return fact !== undefined && fact.value !== null;
}

/** Views in the order in which a fact travels. */
export const viewOrder: readonly View[] = ['firmware', 'vfio', 'sysfs', 'guest'];
