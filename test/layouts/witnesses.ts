/**
 * Who would notice a damaged layout: the blocks with typed values, and what the manifest says of their
 * findings. The compiler's oracle is no witness here, for the layouts might have been copied from it.
 */
import { builtInCatalog, type Catalog, decodeBlock, describeBlock, type Layout, makeCatalog } from '../../src/index.js';
import { cases, type NamedCase } from '../fixtures/cases.js';
import { type Expectation, expectedValues, numberedStructs, valueDifferences } from '../fixtures/expected-values.js';

type Block = NamedCase['blocks'][number];

interface Witness {
  readonly one: NamedCase;
  readonly block: Block;
  readonly structs: Readonly<Record<string, Readonly<Record<string, Expectation>>>>;
  /** Findings that the manifest lists, or undefined. */
  readonly issues: readonly string[] | undefined;
}

/** Blocks that the undamaged tables read as expected; the others are a failure of their own, elsewhere. */
const witnesses: readonly Witness[] = allWitnesses().filter((witness) => !differs(builtInCatalog(), witness));

function allWitnesses(): Witness[] {
  return cases.flatMap((one) => {
    const values = expectedValues(one) ?? {};
    return one.blocks.flatMap((block) => {
      const structs = values[block.listed.file] ?? {};
      const issues = one.manifest.expect?.issues?.[block.listed.file];
      return Object.keys(structs).length > 0 || issues !== undefined ? [{ one, block, structs, issues }] : [];
    });
  });
}

/** Everything built in, with one layout replaced. */
export function catalogWith(layout: Layout): Catalog {
  const whole = builtInCatalog();
  const layouts = whole
    .layouts()
    .map((other) => (other.tag === layout.tag && other.interface === layout.interface ? layout : other));
  return makeCatalog({ layouts, codes: whole.codes(), interfaces: whole.interfaces() });
}

/** Structs that a block of this type may hold: the layout itself and whatever it is part of. */
export function tagsWith(tag: string): ReadonlySet<string> {
  const found = new Set([tag]);
  for (let size = 0; size < found.size; ) {
    size = found.size;
    for (const layout of builtInCatalog().layouts()) {
      if (layout.fields.some((field) => field.type === 'struct' && found.has(field.struct))) found.add(layout.tag);
    }
  }
  return found;
}

/** The first block in which the typed values or the findings differ under the catalog; undefined when none does. */
export function noticed(catalog: Catalog, tags: ReadonlySet<string>): string | undefined {
  const concerned = witnesses.filter(({ structs }) =>
    Object.keys(structs).some((name) => tags.has(name.replace(/#\d+$/, ''))),
  );
  const others = witnesses.filter((witness) => !concerned.includes(witness) && tags.has(witness.block.listed.type));
  return [...concerned, ...others].find((witness) => differs(catalog, witness))?.one.path;
}

function differs(catalog: Catalog, { one, block, structs, issues }: Witness): boolean {
  const { type, endian } = block.listed;
  const linux = one.manifest.interfaces?.linux;
  const options = {
    type,
    catalog,
    ...(endian === undefined ? {} : { endian }),
    ...(linux === undefined ? {} : { linux }),
  };
  const result = describeBlock(decodeBlock(block.bytes, options));
  const codes = result.issues.map((issue) => issue.code);
  if (issues !== undefined && codes.join() !== issues.join()) return true;
  const numbered = numberedStructs(result);
  return Object.entries(structs).some(([name, expected]) => valueDifferences(numbered.get(name), expected).length > 0);
}
