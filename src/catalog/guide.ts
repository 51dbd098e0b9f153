import type { BlockGuide, SummaryPart } from '../model/guide.js';
import type { FactRole, KnownRoles } from '../model/roles.js';
import type { Catalog } from './catalog.js';

/** What people ask of a block first, in their order; a range has a second role, its end. */
const words: readonly (readonly [word: string, role: FactRole, end?: FactRole])[] = [
  ['function', 'entryId'],
  ['function', 'functionId'],
  ['handle', 'handleAsked'],
  ['handle', 'handle'],
  ['uid', 'userId'],
  ['type', 'functionType'],
  ['group', 'groupId'],
  ['group', 'groupAsked'],
  ['pchid', 'physicalChannel'],
  ['virtual function', 'virtualFunction'],
  ['interrupts', 'interrupts'],
  ['longest store', 'longestStore'],
  ['aperture', 'apertureStart', 'apertureEnd'],
  ['range', 'rangeStart'],
  ['mappings left', 'mappingsLeft'],
  ['region', 'regionIndex'],
  ['size', 'regionSize'],
  ['interrupt', 'interruptIndex'],
  ['count', 'interruptCount'],
];

/** The guide to the blocks of some tables. Not all formats ask it: it is made when they do. */
export function blockGuide(catalog: Catalog): BlockGuide {
  let summary: readonly SummaryPart[] | undefined;
  const headers = new Map<string, readonly string[]>();
  return {
    get summary() {
      summary ??= summaryOf(catalog.roles());
      return summary;
    },
    headers: (struct) => {
      const found = headers.get(struct) ?? headersOf(catalog, struct);
      headers.set(struct, found);
      return found;
    },
  };
}

function summaryOf(roles: KnownRoles): readonly SummaryPart[] {
  return words.map(([word, role, end]): SummaryPart => {
    const members = membersOf(roles, role);
    return end === undefined ? { word, members } : { word, members, ends: membersOf(roles, end) };
  });
}

function headersOf(catalog: Catalog, struct: string): readonly string[] {
  const layouts = catalog.layouts().filter(({ tag }) => tag === struct);
  return layouts.flatMap((layout) =>
    layout.fields.flatMap((field) =>
      field.type === 'struct' && catalog.nested(layout, field.struct).role.kind === 'clp-header'
        ? [`${field.name}.`]
        : [],
    ),
  );
}

function membersOf({ paths }: KnownRoles, role: FactRole): readonly string[] {
  return [...new Set(Object.values(paths[role] ?? {}))];
}
