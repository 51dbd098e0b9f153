import { describe, expect, it } from 'vitest';
import { catalog } from '../../src/index.js';
import { compareLayouts, fieldsBeyondOracle, unexplainedAdditions } from './compare-layouts.js';
import { beyondOracle, layoutExceptions, undatedAdditions } from './layout-exceptions.js';
import { allFields, isProposal, oracleStructs } from './oracle.js';

const layouts = catalog.layouts().filter((layout) => layout.interface === undefined);
const line = (one: { struct: string; field: string; version?: string; arch?: string; text?: string }): string =>
  [one.struct, one.field, one.version, one.arch, one.text].filter((part) => part !== undefined).join(' ');

describe('layouts against the compiler', () => {
  it('the oracle is what it was: four versions of Linux, both machines for uapi, and the proposals', () => {
    const sets = [...new Set(oracleStructs.map((struct) => `${struct.version} ${struct.arch}`))].sort();
    expect(sets).toEqual([
      '6.1.176 s390x',
      '6.1.176 x86_64',
      '6.12.107 s390x',
      '6.12.107 x86_64',
      '7.2.13 s390x',
      '7.2.13 x86_64',
      '7.3 s390x',
      '7.3 x86_64',
    ]);
    expect(oracleStructs.reduce((sum, struct) => sum + struct.fields.size, 0)).toBeGreaterThan(1300);
    // The never-merged proposals have no layouts yet: they come with the command that compares them.
    expect(new Set(allFields.filter((field) => isProposal(field.source)).map((field) => field.source)).size).toBe(5);
  });

  it('every struct and member of every version lies where the compiler put it', () => {
    const excused = (one: { struct: string; field: string; version: string }): boolean =>
      layoutExceptions.some(
        (x) => x.struct === one.struct && x.field === one.field && x.versions.includes(one.version),
      );
    expect(
      compareLayouts(layouts)
        .filter((one) => !excused(one))
        .map(line),
    ).toEqual([]);
  });

  it.each(layoutExceptions)('the exception for $struct $field is needed: $reason', ({ struct, field, versions }) => {
    const found = compareLayouts(layouts).filter((one) => one.struct === struct && one.field === field);
    expect([...new Set(found.map((one) => one.version))].sort()).toEqual([...versions].sort());
  });

  it('every layout and every member of it is in the newest oracle, or excused', () => {
    expect(fieldsBeyondOracle(layouts).map(line), 'beyondOracle of layout-exceptions.ts').toEqual(
      beyondOracle.map(({ struct, field }) => line({ struct, field })),
    );
    for (const { reason } of beyondOracle) expect(reason.length).toBeGreaterThan(20);
  });

  it('a member that an older version lacks says since when it is there', () => {
    const excused = (one: { struct: string; field: string; version: string }): boolean =>
      undatedAdditions.some(
        (x) => x.struct === one.struct && x.field === one.field && x.versions.includes(one.version),
      );
    expect(
      unexplainedAdditions(layouts)
        .filter((one) => !excused(one))
        .map(line),
    ).toEqual([]);
    for (const { struct, field } of undatedAdditions) {
      expect(unexplainedAdditions(layouts).some((one) => one.struct === struct && one.field === field)).toBe(true);
    }
  });

  it('the newest version of a capability is as large as the compiler says', () => {
    const wrong = layouts.filter(({ role, size }) => role.kind === 'capability' && role.versions.at(-1)?.size !== size);
    expect(wrong.map((layout) => layout.tag)).toEqual([]);
  });
});
