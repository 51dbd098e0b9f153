/**
 * Names by which layouts find each other: without them the decoder would stop, or never use a layout.
 */
import { type Catalog, hasRole, type LayoutOf, typeName } from '../catalog/catalog.js';
import { genericLeaves } from '../catalog/field-table.js';
import { memberTests } from '../catalog/member-tests.js';
import { isFlexible } from '../catalog/plan.js';
import type { Layout, MemberTest } from '../model/layout.js';
import { suggestion } from '../model/nearest.js';
import { layoutPlace, type UserTables } from './places.js';

/** One line a problem of all layouts together; every layout can be made flat. */
export function roleProblems(catalog: Catalog, user: UserTables): string[] {
  return [
    ...headerProblems(catalog),
    ...catalog.layouts().flatMap((layout) => {
      const place = layoutPlace(user, layout);
      return [
        ...requestProblems(catalog, layout),
        ...responseProblems(catalog, layout),
        ...chainProblems(catalog, layout),
        ...capabilityProblems(catalog, layout),
        ...featureProblems(catalog, layout),
        ...detectProblems(catalog, layout),
        ...partProblems(catalog, layout),
      ].map((text) => `${place}.${text}`);
    }),
  ];
}

function headerProblems(catalog: Catalog): string[] {
  return (['request', 'response'] as const).flatMap((of) => {
    const headers = catalog.layouts().filter((layout) => hasRole(layout, 'clp-header') && layout.role.of === of);
    const [first, second] = headers;
    if (first === undefined) return [`no layout has the role of the header of every CLP ${of} any more`];
    if (second !== undefined) return [`${first.tag} and ${second.tag} cannot both be the header of every CLP ${of}`];
    return of === 'response' && !namesCodes(first)
      ? [`${first.tag}: the member with the response code names no codes`]
      : [];
  });
}

function namesCodes(header: Layout): boolean {
  const { role } = header;
  const field = header.fields.find((one) => role.kind === 'clp-header' && one.name === role.code);
  return field !== undefined && field.type !== 'struct' && field.type !== 'bytes' && field.format?.kind === 'codes';
}

function requestProblems(catalog: Catalog, layout: Layout): string[] {
  if (!hasRole(layout, 'clp-request')) return [];
  const { command, responses } = layout.role;
  const first = catalog.request(command);
  const shadowed =
    first === undefined || first === layout ? [] : [`role.command: ${command} is that of ${first.tag} already`];
  return [
    ...shadowed,
    ...responses.flatMap((tag, i) => {
      const response = catalog.layout(tag);
      if (response === undefined) return [`role.responses[${i}]: no layout ${tag}${suggestion(tag, tagsOf(catalog))}`];
      return hasRole(response, 'clp-response') ? [] : [`role.responses[${i}]: ${tag} is no CLP response`];
    }),
  ];
}

function tagsOf(catalog: Catalog): string[] {
  return catalog.layouts().map((layout) => layout.tag);
}

function responseProblems(catalog: Catalog, layout: Layout): string[] {
  if (!hasRole(layout, 'clp-response')) return [];
  const { header, entries } = layout.role;
  const paths = pathsOf(catalog, layout);
  const found = paths.some((path) => path.startsWith(header)) ? [] : [`role.header: no member begins with ${header}`];
  if (entries === undefined) return found;
  return [
    ...found,
    ...absent(
      entries.field,
      layout.fields.map((field) => field.name),
      'role.entries.field',
    ),
    ...absent(entries.size, paths, 'role.entries.size'),
  ];
}

function pathsOf(catalog: Catalog, layout: Layout): string[] {
  return genericLeaves(catalog, layout).map((leaf) => leaf.generic);
}

function absent(name: string, names: readonly string[], key: string): string[] {
  return names.includes(name) ? [] : [`${key}: no member ${name}${suggestion(name, names)}`];
}

function chainHeader(catalog: Catalog, layout: Layout): Layout | undefined {
  if (!hasRole(layout, 'info') || layout.role.chain === undefined) return undefined;
  const { header } = layout.role.chain;
  return catalog.layout(header, layout.interface) ?? catalog.layout(header);
}

function chainProblems(catalog: Catalog, layout: Layout): string[] {
  if (!hasRole(layout, 'info') || layout.role.chain === undefined) return [];
  const { chain } = layout.role;
  const header = chainHeader(catalog, layout);
  if (header === undefined) {
    return [`role.chain.header: no layout ${chain.header}${suggestion(chain.header, tagsOf(catalog))}`];
  }
  const paths = pathsOf(catalog, header);
  return (['id', 'version', 'next'] as const).flatMap((key) => absent(chain[key], paths, `role.chain.${key}`));
}

function capabilityProblems(catalog: Catalog, layout: Layout): string[] {
  if (!hasRole(layout, 'capability')) return [];
  const { of, id, alsoIds = [] } = layout.role;
  const [tag = '', interfaceName] = of.split('@');
  const info = catalog.layout(tag, interfaceName);
  if (info === undefined) {
    return [`role.of: no layout ${of}${suggestion(of, catalog.layouts().map(typeName))}`];
  }
  if (chainHeader(catalog, info) === undefined) return [`role.of: ${of} has no chain of capabilities`];
  return [id, ...alsoIds].flatMap((one) => {
    const first: LayoutOf<'capability'> | undefined = catalog.capability(of, one);
    return first === undefined || first === layout ? [] : [`role.id: ${one} is that of ${first.tag} already`];
  });
}

function featureProblems(catalog: Catalog, layout: Layout): string[] {
  if (!hasRole(layout, 'feature')) return [];
  const { of, number } = layout.role;
  const owner = layout.interface === undefined ? of : `${of}@${layout.interface}`;
  const header = catalog.layout(of);
  if (header === undefined) return [`role.of: no layout ${of}${suggestion(of, catalog.layouts().map(typeName))}`];
  if (!hasRole(header, 'info') || header.role.feature === undefined) return [`role.of: ${of} has no features`];
  const first: LayoutOf<'feature'> | undefined = catalog.feature(owner, number);
  return first === undefined || first === layout ? [] : [`role.number: ${number} is that of ${first.tag} already`];
}

function detectProblems(catalog: Catalog, layout: Layout): string[] {
  const tests = memberTests(layout);
  if (tests.length === 0) return [];
  const paths = pathsOf(catalog, layout);
  const header = chainHeader(catalog, layout);
  return tests.flatMap(({ key, test }) => {
    if ('leadsTo' in test) {
      if (header === undefined) return [`${key}.leadsTo: the struct has no chain of capabilities`];
      return absent(test.leadsTo, pathsOf(catalog, header), `${key}.leadsTo`);
    }
    const other = otherMember(test);
    return other === undefined ? [] : absent(other[1], paths, `${key}.${other[0]}`);
  });
}

/** The second member that a test speaks of. */
function otherMember(test: MemberTest): readonly [key: string, name: string] | undefined {
  if ('of' in test) return ['of', test.of];
  if ('base' in test) return ['count', test.count];
  return 'zeroUnless' in test ? ['zeroUnless', test.zeroUnless] : undefined;
}

/** A member whose own length is not fixed would have none. */
function partProblems(catalog: Catalog, layout: Layout): string[] {
  return layout.fields.flatMap((field, i) => {
    if (field.type !== 'struct') return [];
    return catalog.nested(layout, field.struct).fields.some(isFlexible)
      ? [`fields[${i}].struct: ${field.struct} has no fixed length and cannot be a member`]
      : [];
  });
}
