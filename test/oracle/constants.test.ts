import { describe, expect, it } from 'vitest';
import { catalog } from '../../src/index.js';
import { flagFields, hasFlagPrefix, namedConstants, unnamedFlags } from './constants.js';
import { beyondHeaders, isMeant, notCarried } from './constants-not-carried.js';
import { layoutExceptions } from './layout-exceptions.js';
import { allConstants, isProposal } from './oracle.js';

const layouts = catalog.layouts().filter((layout) => layout.interface === undefined);
const carried = namedConstants(layouts, catalog.codes());
/** The never-merged proposals come with the command that compares them; their names have no table yet. */
const released = allConstants.filter(({ header, version }) => !isProposal(header) && !isProposal(version));
const known = new Map<string, typeof allConstants>();
for (const constant of released) known.set(constant.name, [...(known.get(constant.name) ?? []), constant]);

describe('constants against the headers', () => {
  it('the tables carry a fair number of them', () => {
    expect(carried.length).toBeGreaterThan(150);
    expect(released.length).toBeGreaterThan(1200);
  });

  it('every named code, flag, ioctl, command and capability has the value of the header, in every version', () => {
    const wrong = carried.flatMap(({ name, value, where }) =>
      (known.get(name) ?? [])
        .filter((constant) => BigInt(constant.hex) !== value && !isExcusedSize(name, constant.version))
        .map(
          (constant) => `${where}: ${name} is 0x${value.toString(16)}, Linux ${constant.version} says ${constant.hex}`,
        ),
    );
    expect(wrong).toEqual([]);
  });

  it('every name in the tables is a name of the headers, or excused', () => {
    const patterns = beyondHeaders.flatMap((entry) => entry.names);
    const isSize = (name: string): boolean => name.startsWith('sizeof(');
    const unknown = carried.filter(({ name }) => !known.has(name) && !isSize(name) && !isMeant(name, patterns));
    expect(
      unknown.map(({ name, where }) => `${where}: ${name}`),
      'beyondHeaders of constants-not-carried.ts',
    ).toEqual([]);
    for (const pattern of patterns)
      expect(
        carried.some(({ name }) => !known.has(name) && isMeant(name, [pattern])),
        pattern,
      ).toBe(true);
  });

  it('every field with named bits has its C prefix here, or a reason why it has none', () => {
    const paths = layouts.flatMap(flagFields).map(({ path }) => path);
    expect(paths.filter((path) => !hasFlagPrefix(path) && unnamedFlags[path] === undefined)).toEqual([]);
    expect(Object.keys(unnamedFlags).filter((path) => !paths.includes(path))).toEqual([]);
  });
});

describe('constants that no table carries', () => {
  const names = new Set(carried.map(({ name }) => name));
  const excused = (name: string, header: string): boolean =>
    notCarried.some((entry) => header.endsWith(entry.header) && isMeant(name, entry.names));

  it('every constant of the headers is carried or has a reason', () => {
    const missing = released.filter(({ name, header }) => !names.has(name) && !excused(name, header));
    expect([...new Set(missing.map(({ name, header }) => `${header}: ${name}`))]).toEqual([]);
  });

  it('no reason covers a constant that is carried', () => {
    expect(
      released.filter(({ name, header }) => names.has(name) && excused(name, header)).map(({ name }) => name),
    ).toEqual([]);
  });

  it.each(notCarried.flatMap(({ header, names: patterns }) => patterns.map((pattern) => ({ header, pattern }))))(
    'the reason for $pattern of $header is needed',
    ({ header, pattern }) => {
      expect(released.some((constant) => constant.header.endsWith(header) && isMeant(constant.name, [pattern]))).toBe(
        true,
      );
    },
  );
});

/** Sizes that the exceptions of the layouts explain, and the smaller struct of older kernels. */
function isExcusedSize(name: string, version: string): boolean {
  const tag = /^sizeof\(struct (.*)\)$/.exec(name)?.[1];
  const isException = layoutExceptions.some(
    (one) => one.struct === tag && one.field === 'sizeof' && one.versions.includes(version),
  );
  return (
    isException ||
    (tag !== undefined &&
      layouts.some((layout) => layout.tag === tag && layout.shapes !== undefined && version === '6.1.176'))
  );
}
