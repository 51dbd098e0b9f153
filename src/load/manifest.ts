/**
 * What `manifest.json` of a fixture case may say. The types are derived from the schema, so the two
 * cannot drift apart.
 */
import * as v from 'valibot';
import { verdictKinds } from '../model/diff.js';
import type { IssueCode } from '../model/issues.js';
import { issueKinds } from '../model/issues.js';
import { record } from '../user-tables/record.js';
import { manifestFile } from './files.js';
import { problemsOf } from './json-file.js';

export const manifestSchema = 'zpci-inspect/manifest@1';

const text = v.pipe(v.string('a string is expected'), v.nonEmpty('the text is empty'));

/** Neither a path nor a way out of the folder: a manifest may come from anywhere. */
const fileName = v.pipe(
  text,
  v.regex(/^[^/\\\0]+$/, 'a plain file name is expected: no "/" and no "\\"'),
  v.check((name) => name !== '.' && name !== '..', 'a file of the case folder is expected, not a folder'),
  v.check((name) => name !== manifestFile, 'the manifest cannot be its own block'),
);

const role = v.pipe(text, v.regex(/^[a-z0-9][a-z0-9_.-]*$/, 'a role is lower case letters, digits, "-", "_" and "."'));

const blockType = v.pipe(
  text,
  v.regex(
    /^(clp-page|[a-z_][a-z0-9_]*(@[a-z0-9][a-z0-9.-]*)?)$/,
    'expected clp-page, a C struct tag, or tag@interface',
  ),
);

const issueCodes = Object.keys(issueKinds) as IssueCode[];
const issueCode = v.picklist(issueCodes, 'this is no issue code; `zpci-inspect explain` knows them');

const count = v.pipe(
  v.number('a number is expected'),
  v.integer('a whole number is expected'),
  v.minValue(0, 'a count is not negative'),
);

const byteOrder = v.picklist(['big', 'little'], 'expected "big" or "little"');

const block = v.strictObject({
  role,
  file: fileName,
  type: blockType,
  endian: v.optional(byteOrder),
  /** Text format of a dump, or `binary`; otherwise recognised. */
  input: v.optional(text),
  /** Word size and byte order of a word-grouped dump. */
  word: v.optional(v.picklist([2, 4, 8], 'expected 2, 4 or 8')),
  wordEndian: v.optional(byteOrder),
  sha256: v.pipe(v.string('a string is expected'), v.regex(/^[0-9a-f]{64}$/, 'expected 64 lower-case hex digits')),
  note: v.optional(text),
});

const version = v.pipe(text, v.regex(/^\d+(\.\d+)*([-+].*)?$/, 'a version is expected, such as 6.12 or 10.0.13'));

/** Which versions the views of the case belong to: the defaults of `--linux`, `--qemu` and `--mode`. */
const interfaces = v.strictObject({
  linux: v.optional(version),
  qemu: v.optional(version),
  mode: v.optional(v.picklist(['emulated', 'intercept', 'interpret'], 'expected emulated, intercept or interpret')),
});

const provenance = v.strictObject({
  kind: v.picklist(['captured', 'synthetic'], 'expected "captured" or "synthetic"'),
  how: text,
  kernel: v.optional(text),
  qemu: v.optional(text),
  qemuCommandLine: v.optional(text),
  note: v.optional(text),
  /** Identifiers were replaced before anybody else saw them. */
  redacted: v.optional(v.boolean('true or false is expected')),
  values: v.optional(v.picklist(['genuine', 'made up'], 'expected "genuine" or "made up"')),
});

const expectation = v.strictObject({
  exit: v.optional(v.picklist([0, 1, 2], 'an exit code of 0, 1 or 2 is expected')),
  /** Codes by file, in the order in which they are reported. */
  issues: v.optional(record(fileName, v.array(issueCode, 'a list of issue codes is expected'))),
  verdicts: v.optional(record(text, count)),
});

const shape = v.strictObject({
  $schema: v.optional(v.string('a string is expected')),
  schema: v.literal(manifestSchema, `expected "${manifestSchema}"; another version of the tool may read this file`),
  title: text,
  blocks: v.pipe(v.array(block, 'a list of blocks is expected'), v.minLength(1, 'a case has at least one block')),
  interfaces: v.optional(interfaces),
  /** Tables of the case's own, over the built-in ones: what `--layouts` and `--views` take. */
  layouts: v.optional(fileName),
  views: v.optional(fileName),
  /** Why the case is not judged for the time being. */
  skip: v.optional(text),
  provenance,
  expect: v.optional(expectation),
});

/** The schema of `manifest.json`. */
export const manifest = v.pipe(
  shape,
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const problem of contradictions(dataset.value)) addIssue({ message: problem });
  }),
);

export type Manifest = v.InferOutput<typeof manifest>;
/** Files of a case that hold tables of its own. */
export type OwnTables = Pick<Manifest, 'layouts' | 'views'>;
export type ManifestBlock = Manifest['blocks'][number];
/** How the text of a dump is read. */
export type DumpReading = Pick<ManifestBlock, 'input' | 'word' | 'wordEndian'>;

/** What no single field can show: the same name twice, an expectation for a file that is not there. */
function contradictions(value: v.InferOutput<typeof shape>): string[] {
  const files = value.blocks.map((each) => each.file);
  const found = [
    ...repeated(value.blocks.map((each) => each.role)).map((name) => `blocks: two blocks have the role "${name}"`),
    ...repeated(files).map((name) => `blocks: the file "${name}" is listed twice`),
  ];
  for (const key of ['layouts', 'views'] as const) {
    const table = value[key];
    if (table !== undefined && files.includes(table)) found.push(`${key}: "${table}" is one of the blocks`);
  }
  for (const file of Object.keys(value.expect?.issues ?? {})) {
    if (!files.includes(file)) found.push(`expect.issues: "${file}" is none of the blocks`);
  }
  for (const verdict of Object.keys(value.expect?.verdicts ?? {})) {
    if (!Object.hasOwn(verdictKinds, verdict)) found.push(`expect.verdicts: "${verdict}" is no verdict`);
  }
  return found;
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
}

/** One line for each thing that is wrong with a value that should be a manifest; empty when it is one. */
export function manifestProblems(value: unknown): readonly string[] {
  return problemsOf(manifest, value);
}
