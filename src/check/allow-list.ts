/**
 * `allow.json`: differences that somebody has looked at and lets pass, each with its reason. The types are
 * derived from the schema, so the two cannot drift apart.
 */
import * as v from 'valibot';
import { parseJson, problemsOf } from '../load/json-file.js';
import { verdictKinds } from '../model/diff.js';
import { ToolError } from '../model/errors.js';
import { issueKinds } from '../model/issues.js';

export const allowSchema = 'zpci-inspect/allow@1';

/** Name of the file beside the cases. */
export const allowFile = 'allow.json';

const text = v.pipe(v.string('a string is expected'), v.nonEmpty('the text is empty'));

function keysOf<T extends string>(record: Readonly<Record<T, unknown>>): T[] {
  return Object.keys(record) as T[];
}

const until = v.pipe(
  text,
  v.regex(
    /^(?:linux|qemu|zpci-inspect) \d+(?:\.\d+)*$/,
    'expected linux, qemu or zpci-inspect and a version: "qemu 10.1"',
  ),
);

const entry = v.pipe(
  v.strictObject({
    /** Names of cases; `*` stands for anything. */
    case: text,
    /** `struct.member` or the member alone; `*` stands for anything. */
    field: v.optional(text),
    verdict: v.optional(v.picklist(keysOf(verdictKinds), 'this is no verdict; `zpci-inspect explain` knows them')),
    issue: v.optional(v.picklist(keysOf(issueKinds), 'this is no issue code; `zpci-inspect explain` knows them')),
    reason: text,
    /** The first version that must be right again. */
    until: v.optional(until),
  }),
  v.check(
    ({ field, verdict, issue }) => field !== undefined || verdict !== undefined || issue !== undefined,
    'say what is allowed: field, verdict or issue',
  ),
);

/** The schema of `allow.json`. */
export const allowList = v.strictObject({
  $schema: v.optional(v.string('a string is expected')),
  schema: v.literal(allowSchema, `expected "${allowSchema}"; another version of the tool may read this file`),
  allow: v.array(entry, 'a list of allowances is expected'),
});

export type AllowEntry = v.InferOutput<typeof entry>;

/**
 * The entries of a list.
 * @throws ToolError with one line for each problem.
 */
export function parseAllowList(bytes: Uint8Array, path: string): readonly AllowEntry[] {
  const value = parseJson(bytes, path, 'A list of allowances is one JSON object in UTF-8.');
  const problems = problemsOf(allowList, value);
  if (problems.length > 0) throw new ToolError(`${path}: not a valid list of allowances`, problems);
  return v.parse(allowList, value).allow;
}
