/**
 * An expectation file as it lies in the case, against what it would be today.
 */
import * as v from 'valibot';
import { parseJson } from '../load/json-file.js';
import { refuseForeign } from '../load/load-case.js';
import { ToolError } from '../model/errors.js';
import type { CaseFiles } from '../model/ports.js';
import type { CasePlace } from './find-cases.js';

export type Stored<T> =
  | { readonly state: 'missing' }
  | { readonly state: 'same'; readonly hasExposures: boolean }
  | { readonly state: 'other'; readonly value: T; readonly hasExposures: boolean }
  /** No JSON, or of another version of the tool. */
  | { readonly state: 'unusable'; readonly why: string };

/** The expectations of a case have at most this many bytes. */
const limit = 1 << 28;

/**
 * Reads an expectation. Nothing is parsed when its bytes are those of `today`; a file that was only formatted
 * differently, or has exposures (earlier versions wrote them), is the same too.
 * @throws ToolError when the file is there and cannot be read.
 */
export async function readExpectation<T>(
  files: CaseFiles,
  place: CasePlace,
  file: string,
  schema: v.GenericSchema<unknown, T>,
  today: string,
): Promise<Stored<T>> {
  if (!place.entries.some(({ name }) => name === file)) return { state: 'missing' };
  refuseForeign(place.entries, place.dir, file);
  const bytes = await files.read(`${place.dir}/${file}`, limit);
  if (Buffer.from(today).equals(bytes)) return { state: 'same', hasExposures: false };
  try {
    const value = parseJson(bytes, file, '');
    const parsed = v.safeParse(schema, value);
    if (!parsed.success) return { state: 'unusable', why: v.summarize(parsed.issues).split('\n')[0] ?? '' };
    const hasExposures = typeof value === 'object' && value !== null && 'exposures' in value;
    const isSame = stable(hasExposures ? { ...value, exposures: undefined } : value) === stable(JSON.parse(today));
    return isSame ? { state: 'same', hasExposures } : { state: 'other', value: parsed.output, hasExposures };
  } catch (error) {
    if (error instanceof ToolError) return { state: 'unusable', why: error.message.replace(`${file}: `, '') };
    throw error;
  }
}

/** JSON whose keys are in the order of their names. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
