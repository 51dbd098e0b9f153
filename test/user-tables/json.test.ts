/**
 * The reader of tables against that of Node: the same values, and refusal of the same texts.
 */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { nearest } from '../../src/model/nearest.js';
import { JsonProblem, memberPath, readJson } from '../../src/user-tables/json.js';

test('values of any sort are those of JSON.parse', () => {
  const property = fc.property(fc.json({ maxDepth: 8 }), fc.constantFrom(undefined, 2, '\t'), (text, indent) => {
    const value: unknown = JSON.parse(text);
    const written = JSON.stringify(value, null, indent);
    expect(JSON.stringify(readJson(written).value)).toBe(JSON.stringify(value));
  });
  fc.assert(property, { numRuns: 500 });
});

test('a text is refused when JSON.parse refuses it, and only then', () => {
  const pieces = fc.constantFrom(
    ...'{}[],:"\\ \n0-.eE19+a"b'.split(''),
    'true',
    'null',
    '"a"',
    '"a":',
    '1.5',
    '\\u0041',
    '\\x',
    '/*',
  );
  const property = fc.property(fc.array(pieces, { maxLength: 12 }), (list) => {
    const text = list.join('');
    expect(isAccepted(() => readJson(text))).toBe(isAccepted(() => JSON.parse(text)));
  });
  fc.assert(property, { numRuns: 3000 });
});

function isAccepted(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (error instanceof JsonProblem || error instanceof SyntaxError) return false;
    throw error;
  }
}

describe('keys', () => {
  it('never reach a prototype', () => {
    const { value } = readJson('{"__proto__": {"polluted": true}, "constructor": 1}');
    expect(Object.keys(Object(value))).toEqual(['__proto__', 'constructor']);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect(Object.getPrototypeOf(value)).toBeNull();
  });

  it('that stand twice are found at any depth', () => {
    expect(readJson('{"a": [{"b": 1, "b": 2}], "a": 3}').repeated).toEqual(['a[0].b', 'a']);
  });

  it('make paths that can be read', () => {
    expect(memberPath(memberPath(memberPath('', 'layouts'), 0), 'byteOffset')).toBe('layouts[0].byteOffset');
    expect(memberPath('a', 'b c')).toBe('a."b c"');
  });
});

test('a word that is close is found, one that is far is not', () => {
  const words = ['byteOffset', 'bitOffset', 'bitLength', 'name', 'doc'];
  expect(nearest('byteofset', words)).toBe('byteOffset');
  expect(nearest('bitofset', words)).toBe('bitOffset');
  expect(nearest('nmae', words)).toBe('name');
  expect(nearest('colour', words)).toBeUndefined();
  expect(nearest('x'.repeat(1_000_000), words)).toBeUndefined();
});
