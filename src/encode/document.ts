/**
 * The blocks of a JSON text: what `decode` prints as json or ndjson.
 */
import { ToolError } from '../model/errors.js';
import { decodeSchema } from '../model/result.js';
import { at, bad, type JsonObject, listAt, member, objectAt, shown } from './json.js';

/** One block and where it stands. */
export interface ListedBlock {
  /** JSON path; in ndjson the number of the line, from 1. */
  readonly path: string;
  /** Not checked: `encodeJson` takes no member on trust. */
  readonly block: unknown;
  /** What it is, for a list to choose from. */
  readonly title: string;
}

/**
 * Every block of the text in its order.
 * @throws ToolError when the text is no JSON, or neither a document nor lines of schema decode@1.
 */
export function blocksOf(text: string): readonly ListedBlock[] {
  const whole = parsed(text);
  if ('value' in whole) return blocksIn(whole.value, '');
  const lines = text.split('\n').flatMap((line, i) => (line.trim() === '' ? [] : [{ line, number: i + 1 }]));
  const [first] = lines;
  if (lines.length < 2 || first === undefined || !('value' in parsed(first.line))) {
    throw new ToolError(`not JSON: ${whole.reason}; give the output of decode --format json or ndjson`);
  }
  return lines.flatMap(({ line, number }) => {
    const one = parsed(line);
    if ('value' in one) return blocksIn(one.value, `line ${number}`);
    throw new ToolError(`line ${number}: not JSON: ${one.reason}; each line of ndjson is one block`);
  });
}

function parsed(text: string): { readonly value: unknown } | { readonly reason: string } {
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

function blocksIn(value: unknown, path: string): ListedBlock[] {
  const document = objectAt(value, path);
  const schema = member(document, 'schema');
  if (schema !== decodeSchema) {
    const what = `${shown(schema)} where "${decodeSchema}" belongs`;
    throw bad(at(path, 'schema'), what, 'give the output of decode --format json or ndjson');
  }
  if (member(document, 'blocks') === undefined) return [listed(document, path)];
  return listAt(document, 'blocks', path).map((one, i) => {
    const blockPath = at(at(path, 'blocks'), i);
    return listed(objectAt(one, blockPath), blockPath);
  });
}

function listed(block: JsonObject, path: string): ListedBlock {
  const [type, source, length] = ['type', 'source', 'length'].map((key) => member(block, key));
  const title = `${String(type ?? 'no type')}, ${String(length ?? '?')} bytes, from ${String(source ?? '?')}`;
  return { path, block, title };
}
