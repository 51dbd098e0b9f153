/**
 * What in a struct tells a reader which revision it has, the shapes that it had, and the members that came later.
 */
import { type Catalog, hasRole } from '../catalog/catalog.js';
import type { LaterRow, Revision, RevisionMark } from '../model/audit.js';
import type { Layout } from '../model/layout.js';
import type { Subject } from './subject.js';
import type { UserField, UserStruct } from './user-structs.js';

/** The info struct in whose chain a capability is. */
export function chainOwner(catalog: Catalog, { role }: Layout): Layout | undefined {
  if (role.kind !== 'capability') return undefined;
  const [tag = '', interfaceName] = role.of.split('@');
  return catalog.layout(tag, interfaceName);
}

/** Members that say a size, a version, flags, or where the next capability is. Flags of a copy are firmware's. */
export function marksOf(
  { catalog, item }: Subject,
  { holder, fields }: UserStruct,
  isCopy: boolean,
): readonly RevisionMark[] {
  const { role } = holder;
  const size = sizeMember(catalog, holder);
  const elsewhere = isCopy && role.kind === 'feature' ? item.audit?.lengthIn : undefined;
  const chain = role.kind === 'info' ? role.chain : undefined;
  const lengths = holder.fields.flatMap((field) =>
    field.type === 'bytes' && typeof field.length === 'object' && 'field' in field.length ? [field.length.field] : [],
  );
  const flags = isCopy ? [] : fields.filter((field) => field.isFlagWord);
  return [
    ...capabilityMarks(catalog, holder),
    ...[size, ...lengths, elsewhere].flatMap((field) =>
      field === undefined ? [] : [{ kind: 'size' as const, field }],
    ),
    ...flags.map(({ place }) => ({ kind: 'flags' as const, field: place.field })),
    ...(chain === undefined ? [] : [{ kind: 'chain' as const, field: chain.offset }]),
  ];
}

/** The member of the struct, or of the header before it, that says how long it is. */
function sizeMember(catalog: Catalog, { role }: Layout): string | undefined {
  if (role.kind === 'clp-response') return role.length;
  if (role.kind === 'info') return role.size;
  const header = role.kind === 'feature' ? catalog.layout(role.of) : undefined;
  return header === undefined || !hasRole(header, 'info') || header.role.size === undefined
    ? undefined
    : `${header.tag}.${header.role.size}`;
}

/** A version that is 0 whatever the capability holds tells nothing. */
function capabilityMarks(catalog: Catalog, holder: Layout): readonly RevisionMark[] {
  const owner = chainOwner(catalog, holder);
  const chain = owner !== undefined && hasRole(owner, 'info') ? owner.role.chain : undefined;
  const member = holder.fields.find((field) => field.type === 'struct' && field.struct === chain?.header);
  if (chain === undefined || member === undefined) return [];
  const version = { kind: 'version' as const, field: `${member.name}.${chain.version}` };
  return [...(hasVersions(holder) ? [version] : []), { kind: 'chain', field: `${member.name}.${chain.next}` }];
}

/** A capability of which some version is not 0. */
export function hasVersions({ role }: Layout): boolean {
  return role.kind === 'capability' && role.versions.some(({ version }) => version > 0);
}

/** Every shape that the tables know, oldest first. */
export function revisionsOf({ holder, layout }: UserStruct): readonly Revision[] {
  const { role, shapes } = holder;
  if (role.kind === 'capability' && hasVersions(holder)) return role.versions;
  if (role.kind === 'clp-response')
    return [...role.lengths].reverse().map((size) => ({ version: null, size, since: null }));
  if (shapes !== undefined) return shapes.map(({ size, linux }) => ({ version: null, size, since: `Linux ${linux}` }));
  return [{ version: null, size: layout.size, since: holder.since ?? null }];
}

/** Members that the first revision did not have. */
export function laterRows(struct: UserStruct): LaterRow[] {
  const revisions = revisionsOf(struct);
  return struct.fields
    .filter((field) => field.kind === 'value' && field.since !== undefined && field.since !== struct.holder.since)
    .map((field) => {
      const { byteOffset, bitOffset, bitLength } = field.place;
      const older = revisions.findLast(({ version }) => version !== null && version < (field.minVersion ?? 0));
      const end = (older ?? revisions[0])?.size ?? 0;
      const room = byteOffset + struct.base < end ? 'reserved' : 'end';
      const name = field.place.field;
      const toldBy = toldByText(struct, field);
      return {
        struct: struct.name,
        field: name,
        byteOffset,
        bitOffset,
        bitLength,
        since: field.since ?? '',
        room,
        toldBy,
      };
    });
}

/** Its version; itself, a bit; the flag of its chain; or a bit of the same name, as firmware has them (`tid_avail`). */
function toldByText({ holder, fields }: UserStruct, { minVersion, place }: UserField): string | null {
  if (minVersion !== undefined) return `version ${minVersion}`;
  if (place.bitLength === 1) return 'itself';
  const chain = holder.role.kind === 'info' ? holder.role.chain : undefined;
  if (chain?.offset === place.field && chain.flag !== undefined) {
    const { field, mask } = chain.flag;
    const bit = fields.find((one) => one.place.field === field)?.flags.find((one) => one.mask === mask);
    return bit === undefined ? field : `${bit.name} in ${field}`;
  }
  const first = place.field.replace(/[.[].*/, '');
  const bit = fields.find((one) => one.place.bitLength === 1 && one.place.field.startsWith(`${first}_`));
  return bit === undefined ? null : bit.place.field;
}
