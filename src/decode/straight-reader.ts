/**
 * Reading without a loop: code for one struct, made before the build. Large corpora are made of few structs, and
 * this takes half the time of what works for all.
 */
import type { Plan } from '../catalog/plan.js';
import { signatureOf } from './signature.js';
import { straight } from './straight.js';
import type { Straight } from './value.js';

/** The code for a plan; undefined when none was made for such a struct. */
export function straightReader(plan: Plan): Straight | undefined {
  return straight[signatureOf(plan)];
}
