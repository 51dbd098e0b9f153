/**
 * What each source says of a function: a query answer, an entry of a list, a VFIO device info, attributes of sysfs.
 */
import type { Catalog } from '../catalog/catalog.js';
import type { DecodedBlock } from '../decode/decode-block.js';
import { Evidence } from '../diff/evidence.js';
import { usualInterface } from '../diff/side.js';
import { sysfsFacts } from '../diff/sysfs.js';
import type { View } from '../model/interface.js';
import type { FactRole } from '../model/roles.js';
import { makeFacts, type Value } from '../rules/facts.js';
import { roleLeaf, splitPath } from './role-leaf.js';

/** Attributes of sysfs as they were read; where they are from is the address of the function, if that is known. */
export interface Attributes {
  readonly attributes: ReadonlyMap<string, string>;
  readonly source: string;
}

/** The parts of facts that a function is known by or that are listed. */
const roles = [
  'functionId',
  'userId',
  'physicalChannel',
  'virtualFunction',
  'path',
  'groupId',
  'functionType',
  'handle',
  'apertureStart',
  'apertureEnd',
  'interrupts',
] as const satisfies readonly FactRole[];

/** What a list says of each function, and the part that the same fact plays elsewhere. */
const entryRoles = {
  entryId: 'functionId',
  entryHandle: 'handle',
  entryVendor: 'entryVendor',
  entryDevice: 'entryDevice',
  entryState: 'entryState',
} as const satisfies Partial<Record<FactRole, FactRole>>;

/** One source's word on one function. */
export interface Claim {
  readonly view: View;
  readonly source: string;
  readonly values: ReadonlyMap<FactRole, Value>;
  /** The block that it was read from, if it is about this function alone. */
  readonly block?: DecodedBlock;
  readonly address?: string | undefined;
  readonly driver?: string | undefined;
}

/** The word of a block that is about one function or one group. */
export function blockClaim(catalog: Catalog, block: DecodedBlock, view: View): Claim {
  const evidence = new Evidence(catalog, { [view]: makeFacts(catalog, [block]) });
  const values = new Map<FactRole, Value>();
  const add = (role: FactRole, from: FactRole): void => {
    const value = evidence.fact(view, from)?.value;
    if (value !== null && value !== undefined) values.set(role, value);
  };
  add('handle', 'handleAsked');
  for (const role of roles) add(role, role);
  return { view, source: block.source ?? block.type, values, block };
}

/** The word of a list, for each of its entries. */
export function listClaims(catalog: Catalog, page: DecodedBlock): Claim[] {
  const evidence = new Evidence(catalog, { firmware: makeFacts(catalog, [page]) });
  const source = page.source ?? page.type;
  return evidence.numbers('firmware', 'entryId').map((_, i) => {
    const values = new Map<FactRole, Value>();
    for (const [from, role] of Object.entries(entryRoles)) {
      const value = evidence.number('firmware', from as keyof typeof entryRoles, i);
      if (value !== undefined) values.set(role, value);
    }
    return { view: 'firmware', source, values };
  });
}

const address = /^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}(?:\.[0-7])?$/;

/** The word of sysfs. Which attribute shows which fact is in the rows of the interface. */
export function sysfsClaim(catalog: Catalog, { attributes, source }: Attributes): Claim {
  const facts = sysfsFacts(attributes, source);
  const values = new Map<FactRole, Value>();
  for (const { role, path, bits } of sysfsPaths(catalog)) {
    const value = facts.find(path)?.value ?? undefined;
    // A number that the field has no room for is none of its values.
    if (value !== undefined && (typeof value === 'string' || value >> BigInt(bits) === 0n)) values.set(role, value);
  }
  const [, driver = attributes.get('driver')] = /(?:^|[|\n])\s*DRIVER=(\S+)/.exec(attributes.get('uevent') ?? '') ?? [];
  const slot = attributes.get('slots/<fid>/address');
  const place = address.test(source) ? source : slot;
  return { view: 'sysfs', source: place ?? source, values, address: place, driver };
}

interface SysfsPath {
  readonly role: FactRole;
  readonly path: string;
  /** Of the field that it shows. */
  readonly bits: number;
}

const known = new WeakMap<Catalog, readonly SysfsPath[]>();

/** The file that shows what a part of a fact is in firmware's answers. */
function sysfsPaths(catalog: Catalog): readonly SysfsPath[] {
  const { name } = usualInterface(catalog, 'sysfs');
  const parts = [...roles.map((role) => [role, role] as const), ...Object.entries(entryRoles)] as const;
  const paths =
    known.get(catalog) ??
    parts.flatMap(([from, role]): SysfsPath[] => {
      const [struct, member] = splitPath(catalog.roles().paths[from as FactRole]?.firmware ?? '');
      const path = catalog.row(name, struct, member)?.to?.[0]?.field;
      const bits = roleLeaf(catalog, from as FactRole)?.bitLength ?? 0;
      return path === undefined ? [] : [{ role, path, bits }];
    });
  known.set(catalog, paths);
  return paths;
}
