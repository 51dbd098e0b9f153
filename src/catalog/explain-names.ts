/**
 * Names that are no fields: of values, of bits, of ioctls, capabilities and features, and of files in sysfs.
 */
import type { Code, Codes, FlagBit, Layout } from '../model/layout.js';
import type { Explanation } from '../model/tables.js';
import { type Catalog, hasRole, typeName } from './catalog.js';
import { type Fact, fact, isSame, sourceText } from './facts.js';

/** A named value, by its number, its C name, or the short name before a colon in its text. */
export function codeMeanings(catalog: Catalog, word: string): Explanation[] {
  const value = numberOf(word);
  return catalog
    .codes()
    .flatMap((table) =>
      table.entries
        .filter((entry) => entry.value === value || isSame(entry.name, word) || isSame(shortText(entry), word))
        .map((entry) => ({ what: table.what, name: codeName(table, entry), facts: codeFacts(table, entry) })),
    );
}

/** What tables say of a hexadecimal number that has no entry: an event that the kernel knows only as any other. */
export function otherMeanings(catalog: Catalog, word: string): Explanation[] {
  const [, digits] = /^0x0*([0-9a-f]+)$/i.exec(word) ?? [];
  if (digits === undefined) return [];
  return catalog
    .codes()
    .filter((table) => table.otherwise !== undefined && digits.length <= table.digits)
    .map((table) => ({
      what: `${table.what} without an entry`,
      name: `0x${digits.toLowerCase().padStart(table.digits, '0')}`,
      facts: [...fact('means', table.otherwise), ...fact('source', sourceText(table.source))],
    }));
}

function numberOf(word: string): number | undefined {
  return /^(0x[0-9a-f]+|\d+)$/i.test(word) ? Number(word) : undefined;
}

/** `ISM` of `ISM: Internal Shared Memory`, `NVMe` of `NVMe`. */
export function shortText({ text }: Code): string {
  return /^\S+(?=:|$)/.exec(text)?.[0] ?? '';
}

function codeName(table: Codes, entry: Code): string {
  return `0x${entry.value.toString(16).padStart(table.digits, '0')}`;
}

function codeFacts(table: Codes, entry: Code): Fact[] {
  const commands = entry.commands?.map((one) => `0x${one.toString(16).padStart(4, '0')}`).join(', ');
  return [
    ...fact('name', entry.name),
    ...fact('means', entry.text),
    ...fact('commands', commands),
    ...fact('help', entry.help),
    ...fact('source', sourceText(entry.source ?? table.source)),
  ];
}

/** The UAPI names of a layout: its ioctl, the id of a capability or feature. */
export function uapiNames({ role }: Layout): readonly { name: string; number: number | undefined; what: string }[] {
  if (role.kind === 'info' && role.ioctl !== undefined) {
    const bare = role.chain?.bare ?? [];
    return [
      { name: role.ioctl, number: role.request, what: 'ioctl' },
      ...bare.map(({ id, name }) => ({ name, number: id, what: 'capability' })),
    ];
  }
  if (role.kind === 'capability') return [{ name: role.name, number: role.id, what: 'capability' }];
  return role.kind === 'feature' ? [{ name: role.name, number: role.number, what: 'feature' }] : [];
}

/** Meanings in structs of today; where there are none, those in proposals. */
function todayFirst(catalog: Catalog, meanings: (layout: Layout) => Explanation[]): Explanation[] {
  const today = catalog.layouts().filter((layout) => layout.interface === undefined);
  const found = today.flatMap(meanings);
  return found.length > 0 ? found : catalog.layouts().flatMap(meanings);
}

/** An ioctl by name or request number, a capability or feature by its name. */
export function uapiMeanings(catalog: Catalog, word: string): Explanation[] {
  const value = numberOf(word);
  return todayFirst(catalog, (layout) =>
    uapiNames(layout)
      .filter(
        ({ name, number, what }) =>
          isSame(name, word) || (what === 'ioctl' && number === value && number !== undefined),
      )
      .map(({ name, number, what }) => ({
        what,
        name,
        facts: [
          ...fact(
            'number',
            number === undefined ? null : what === 'ioctl' ? `0x${number.toString(16)}` : String(number),
          ),
          ...fact('struct', `${typeName(layout)}: ${layout.title}`),
          ...fact('found in', hasRole(layout, 'capability') || hasRole(layout, 'feature') ? layout.role.of : null),
          ...fact('since', layout.since),
          ...fact('source', sourceText(layout.source)),
        ],
      })),
  );
}

/** Fields whose bits have names, with these names. */
export function flagWords(layout: Layout): readonly { field: string; bit: FlagBit }[] {
  return layout.fields.flatMap((field) => {
    const format = 'format' in field ? field.format : undefined;
    return format?.kind === 'flags' ? format.bits.map((bit) => ({ field: field.name, bit })) : [];
  });
}

/** A bit by its name, in each field that has one of that name. */
export function flagMeanings(catalog: Catalog, word: string): Explanation[] {
  return todayFirst(catalog, (layout) =>
    flagWords(layout)
      .filter(({ bit }) => isSame(bit.name, word))
      .map(({ field, bit }) => ({
        what: 'flag',
        name: bit.name,
        facts: [
          ...fact('bit', `0x${bit.mask.toString(16)} of ${typeName(layout)}.${field}`),
          ...fact('means', bit.text),
          ...fact('source', sourceText(layout.source)),
        ],
      })),
  );
}

/** Files of sysfs with the fields that they show: `sysfs.pfip/segment0` is called `pfip/segment0`, too. */
export function sysfsFiles(catalog: Catalog): ReadonlyMap<string, readonly string[]> {
  const files = new Map<string, string[]>();
  for (const row of catalog.interfaces().flatMap((item) => item.rows)) {
    for (const { field } of row.to ?? []) {
      if (!field.startsWith('sysfs.')) continue;
      const name = field.slice('sysfs.'.length);
      files.set(name, [...(files.get(name) ?? []), `${row.struct}.${row.field}`]);
    }
  }
  return files;
}

/** A file of sysfs by its name, with or without `sysfs.` before it. */
export function sysfsMeanings(catalog: Catalog, word: string): Explanation[] {
  const name = word.replace(/^sysfs\./, '');
  const shows = sysfsFiles(catalog).get(name);
  if (shows === undefined) return [];
  return [{ what: 'file of sysfs', name, facts: fact('shows', [...new Set(shows)].join(', ')) }];
}
