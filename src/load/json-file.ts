/**
 * JSON files of a case: read strictly, refused in one line.
 */
import * as v from 'valibot';
import { ToolError } from '../model/errors.js';

/**
 * The value in these bytes.
 * @throws ToolError when they are no UTF-8 or no JSON; `what` says what was expected.
 */
export function parseJson(bytes: Uint8Array, path: string, what: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ToolError(`${path}: not JSON: ${reason}`, [what]);
  }
}

type Schema = v.GenericSchema<unknown, unknown>;

/** One line for each thing that is wrong with a value; empty when it is as the schema wants it. */
export function problemsOf(schema: Schema, value: unknown): readonly string[] {
  const result = v.safeParse(schema, value);
  if (result.success) return [];
  return result.issues.map((issue) => {
    const path = v.getDotPath(issue);
    return path === null ? textOf(issue) : `${path}: ${textOf(issue)}`;
  });
}

/** What an object lacks or is not is said in the schema's own words nowhere. */
function textOf({ type, expected, received, message }: v.BaseIssue<unknown>): string {
  if (type !== 'strict_object') return message;
  if (expected === 'never') return 'no such key';
  return expected !== 'Object' && received === 'undefined' ? 'this key is missing' : 'an object is expected';
}
