/**
 * What `decode` was expected to say of the blocks of a case, against what it says.
 */
import type { Difference, TextLines } from '../model/check.js';
import { compareStructs } from './compare-structs.js';
import type { BlockExpectation, DecodeExpectation } from './decode-expectation.js';
import { difference, differing, numbered, surplus } from './difference.js';

/** Lines of the blocks that stand in texts, by their names in expectations. */
export type BlockLines = ReadonlyMap<string, TextLines>;

/** Every difference, block by block. */
export function compareDecode(
  expected: DecodeExpectation,
  got: DecodeExpectation,
  lines: BlockLines = new Map(),
): Difference[] {
  const old = numbered(expected.blocks, (one) => one.block);
  const now = numbered(got.blocks, (one) => one.block);
  const names = [...new Set([...old.keys(), ...now.keys()])];
  return names.flatMap((name) =>
    compareBlocks(name, old.get(name), now.get(name)).map((one) => placed(one, name, lines.get(name))),
  );
}

/** `file#2` is the second block in a file. */
export function fileOf(block: string): string {
  return block.replace(/#\d+$/, '');
}

/** A file with several blocks has a difference of the same member for each. */
function placed(one: Difference, block: string, lines: TextLines | undefined): Difference {
  const number = /#(\d+)$/.exec(block)?.[1];
  if (number === undefined) return lines === undefined ? one : { ...one, lines };
  return difference({ ...one, side: `block ${number}`, ...(lines === undefined ? {} : { lines }) });
}

function compareBlocks(
  name: string,
  expected: BlockExpectation | undefined,
  got: BlockExpectation | undefined,
): Difference[] {
  const file = fileOf(name);
  const head = (one: BlockExpectation): string => `${one.type}, ${one.endian}-endian, ${one.length} bytes`;
  if (expected === undefined || got === undefined) {
    const why = got === undefined ? 'no longer in the manifest: obsolete' : 'no expectation yet';
    const sides = {
      expected: expected === undefined ? null : head(expected),
      got: got === undefined ? null : head(got),
    };
    return [difference({ kind: 'expectation', file, ...sides, why: `${why}; --update mends it` })];
  }
  const heads = differing([{ what: '', expected: head(expected), got: head(got) }]);
  return [
    ...(heads === undefined ? [] : [difference({ kind: 'block', file, ...heads })]),
    ...compareStructs(file, expected.structs, got.structs),
    ...compareIssues(file, expected.issues, got.issues),
  ];
}

type Issues = BlockExpectation['issues'];

function compareIssues(file: string, expected: Issues, got: Issues): Difference[] {
  const key = (one: Issues[number]): string => JSON.stringify(one);
  const make = ([code, path, byteOffset]: Issues[number], isNew: boolean): Difference =>
    difference({
      kind: 'issue',
      file,
      path,
      code,
      byteOffset,
      expected: isNew ? null : code,
      got: isNew ? code : null,
      why: isNew ? 'a finding that was not expected' : 'a finding that is expected and is not there',
    });
  return [
    ...surplus(expected, got, key).map((one) => make(one, false)),
    ...surplus(got, expected, key).map((one) => make(one, true)),
  ];
}
