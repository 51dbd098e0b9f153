/** What holds for a decoded block, by the library alone. */
import {
  type BlockResult,
  type DecodedBlock,
  describeBlock,
  type EncodeOptions,
  encodeBlock,
  issueKinds,
  type StructResult,
} from '../../../src/index.js';
import { LineBuffer } from '../../../src/lines/line-buffer.js';
import { lineWriter } from '../../../src/lines/write-line.js';
import { jsonText } from '../../../src/model/json-text.js';
import { own } from '../../../src/model/own.js';
import { decodeSchema } from '../../../src/model/result.js';
import { accountProblems } from '../../generic/account.js';
import { Finding, hold } from '../finding.js';
import { isSaid } from './hold-said.js';

/**
 * Each bit in one field, with a value of its kind; findings that are known, in order and inside of the block; the same
 * bytes when it is encoded. @throws Finding.
 */
export function holdDecoded(bytes: Uint8Array, block: DecodedBlock): BlockResult {
  const result = describeBlock(block);
  hold(result.length === bytes.length, 'length', () => `${result.length} of ${bytes.length} bytes`);
  const problems = accountProblems(bytes, result);
  hold(problems.length === 0, 'coverage', () => problems.join('\n'));
  for (const { struct, fields } of result.structs) {
    for (const { path, status, value, label } of fields) {
      hold(status !== 'ok' || isValue(value), 'value', () => `${struct}.${path} is ${String(value)}`);
      hold(label === null || isSaid(label), 'label', () => `${struct}.${path}: ${label}`);
    }
  }
  holdIssues(result);
  const encoded = encodedAgain(result, { catalog: block.options.catalog, codepage: block.options.codepage });
  hold(Buffer.compare(encoded, bytes) === 0, 'encode-differs', () => `${encoded.length} and ${bytes.length} bytes`);
  return result;
}

function isValue(value: unknown): boolean {
  return typeof value === 'string' || (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0);
}

function holdIssues({ issues, length }: BlockResult): void {
  let last = 0;
  for (const { code, severity, byteOffset, message } of issues) {
    hold(own(issueKinds, code)?.severity === severity, 'issue-kind', () => `${code} is ${severity}`);
    hold(byteOffset >= last && byteOffset <= length, 'issue-place', () => `${code} at ${byteOffset} after ${last}`);
    hold(message !== '' && isSaid(message), 'issue-text', () => `${code}: ${message}`);
    last = byteOffset;
  }
}

function encodedAgain(result: BlockResult, options: EncodeOptions): Uint8Array {
  try {
    return encodeBlock(result, options);
  } catch (error) {
    throw new Finding('encode-refused', String(error));
  }
}

const line = new LineBuffer();
const writeLine = lineWriter('none');

/** A line of NDJSON has the text of the same result without its exposures. @throws Finding. */
export function holdLine(result: BlockResult, block: DecodedBlock): void {
  line.clear();
  writeLine(line, block, { source: result.source, sourceOffset: result.sourceOffset, lines: null });
  const text = Buffer.from(line.bytes).toString('utf8');
  const wanted = `${jsonText({ schema: decodeSchema, ...result, structs: result.structs.map(withoutExposures) })}\n`;
  hold(text === wanted, 'line-differs', () => differenceOf(text, wanted));
}

function withoutExposures({ fields, ...struct }: StructResult): object {
  return { ...struct, fields: fields.map(({ exposure: _, ...field }) => field) };
}

function differenceOf(a: string, b: string): string {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return `at ${at}: ${a.slice(at, at + 200)} and ${b.slice(at, at + 200)}`;
}
