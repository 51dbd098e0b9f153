/**
 * The conditions that many rows share. A row adds what it shows under them; the order inside a row matters,
 * because the first variant that matches wins. Where a vfio function gets a constant, the class of the row
 * stays: the value stands in the place of firmware's and is compared with it.
 */
import type { Variant } from '../../model/interface.js';
import { fixedFunction, fixedGroup, functionDefaults, groupDefaults, lostFields } from './sources.js';

type Condition = Omit<Variant, 'to' | 'via'>;

/** Function rows: one fixed answer for every device. */
export const fixed = { when: { before: '5.2' }, why: '@fixed', source: fixedFunction } as const satisfies Condition;
/** Function rows: not written at all. */
export const notYet = {
  when: { before: '5.2' },
  class: 'hidden',
  why: '@not-yet',
  source: fixedFunction,
} as const satisfies Condition;
/** Function rows: no longer written. */
export const lost = {
  when: { before: '6.0' },
  class: 'hidden',
  why: '@lost',
  source: lostFields,
} as const satisfies Condition;
/** Function rows: no capability to read. */
export const emulated = {
  when: { mode: 'emulated' },
  class: 'virtualized',
  why: '@emulated',
  source: functionDefaults,
} as const satisfies Condition;

/** Group rows: one group for everybody. */
export const oneGroup = { when: { before: '5.2' }, why: '@one-group', source: fixedGroup } as const satisfies Condition;
/** Group rows: emulated functions are all in the default group. */
export const emulatedGroup = {
  when: { mode: 'emulated' },
  class: 'virtualized',
  why: '@default-group',
  source: groupDefaults,
} as const satisfies Condition;
export const defaultGroup = {
  when: { defaultGroup: true },
  why: '@default-group',
  source: groupDefaults,
} as const satisfies Condition;
