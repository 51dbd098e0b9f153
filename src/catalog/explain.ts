/**
 * Everything that a word can mean: field, layout, issue code, response code, command, function type, interface.
 */
import { verdictKinds } from '../model/diff.js';
import { issueKinds } from '../model/issues.js';
import type { Code, Codes, Source } from '../model/layout.js';
import type { Explanation, FieldSummary, LayoutSummary } from '../model/tables.js';
import type { Catalog } from './catalog.js';
import { isMember, layoutsNamed, summarizeLayout } from './field-table.js';

type Fact = Explanation['facts'][number];

/** All meanings of a word, most specific first; empty when it has none. */
export function explain(catalog: Catalog, word: string): readonly Explanation[] {
  return [
    ...issueMeanings(word),
    ...verdictMeanings(word),
    ...codeMeanings(catalog, word),
    ...interfaceMeanings(catalog, word),
    ...layoutMeanings(catalog, word),
  ];
}

function fact(name: string, text: string | null | undefined): Fact[] {
  return text === null || text === undefined || text === '' ? [] : [{ name, text }];
}

function sourceText(source: Source): string {
  return `${source.file}, ${source.symbol} (${source.version})`;
}

function issueMeanings(word: string): Explanation[] {
  return Object.entries(issueKinds)
    .filter(([code]) => code === word.toUpperCase())
    .map(([code, kind]) => ({
      what: 'issue code',
      name: code,
      facts: [...fact('severity', kind.severity), ...fact('means', kind.title), ...fact('help', kind.help)],
    }));
}

function verdictMeanings(word: string): Explanation[] {
  return Object.entries(verdictKinds)
    .filter(([verdict]) => verdict === word)
    .map(([verdict, kind]) => ({
      what: 'verdict of diff',
      name: verdict,
      facts: [...fact('usual severity', kind.severity), ...fact('means', kind.title)],
    }));
}

function codeMeanings(catalog: Catalog, word: string): Explanation[] {
  const value = /^(0x[0-9a-f]+|\d+)$/i.test(word) ? Number(word) : undefined;
  return catalog
    .codes()
    .flatMap((table) =>
      table.entries
        .filter((entry) => entry.value === value || entry.name?.toUpperCase() === word.toUpperCase())
        .map((entry) => ({ what: table.what, name: codeName(table, entry), facts: codeFacts(table, entry) })),
    );
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

function interfaceMeanings(catalog: Catalog, word: string): Explanation[] {
  return catalog
    .interfaces()
    .filter((item) => item.name === word)
    .map((item) => {
      const classes = ['exposed', 'virtualized', 'hidden'] as const;
      const counts = classes.map((one) => `${item.rows.filter((row) => row.class === one).length} ${one}`);
      return {
        what: 'interface',
        name: item.name,
        facts: [
          ...fact('means', item.title),
          ...fact('view', item.view),
          ...fact('version', item.version),
          ...fact('changed in', item.versions.join(', ')),
          ...fact('fields', counts.join(', ')),
        ],
      };
    });
}

function layoutMeanings(catalog: Catalog, word: string): Explanation[] {
  const { layouts, member } = layoutsNamed(catalog, word);
  return layouts.flatMap((layout) => {
    const summary = summarizeLayout(catalog, layout);
    if (member === null) return [layoutMeaning(summary)];
    return summary.fields.filter((field) => isMember(field.path, member)).map((field) => fieldMeaning(summary, field));
  });
}

function layoutMeaning(layout: LayoutSummary): Explanation {
  return {
    what: 'layout',
    name: layout.interface === null ? layout.struct : `${layout.struct}@${layout.interface}`,
    facts: [
      ...fact('means', layout.title),
      ...fact('size', `${layout.size} bytes`),
      ...fact(
        'byte order',
        layout.byteOrder === 'host' ? 'that of the machine that filled it' : `${layout.byteOrder}-endian`,
      ),
      ...fact('since', layout.since),
      ...fact('source', sourceText(layout.source)),
      ...fact('fields', layout.fields.map((field) => field.path).join(', ')),
    ],
  };
}

function fieldMeaning(layout: LayoutSummary, field: FieldSummary): Explanation {
  const exposures = Object.entries(field.exposure).flatMap(([name, entry]) => {
    const targets = entry.to.map(
      (one) => `${one.field} (${one.rule}${one.since === null ? '' : `, since ${one.since}`})`,
    );
    const where =
      entry.from === null ? (targets.length === 0 ? '' : ` -> ${targets.join(', ')}`) : ` from ${entry.from}`;
    const unsure = entry.unsure === null ? '' : ` Unsure: ${entry.unsure}`;
    return [
      ...fact(name, `${entry.class}${where}. ${entry.why}${unsure}`),
      ...fact('', `needed: ${entry.need}; fact of the ${entry.scope}; ${sourceText(entry.source)}`),
    ];
  });
  return {
    what: field.kind === 'reserved' ? 'reserved field' : 'field',
    name: `${layout.struct}.${field.path}`,
    facts: [
      ...fact('means', field.doc),
      ...fact('place', placeText(field)),
      ...fact('since', field.since),
      ...fact('source', sourceText(field.source)),
      ...exposures,
    ],
  };
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function placeText(field: FieldSummary): string {
  const at = `byte ${field.byteOffset} (0x${field.byteOffset.toString(16)})`;
  const bits =
    field.bitLength % 8 === 0 && field.bitOffset === 0
      ? counted(field.bitLength / 8, 'byte')
      : `bit ${field.bitOffset} (MSB first), ${counted(field.bitLength, 'bit')}`;
  if (field.count === 0) return `${at}, length in another field`;
  return field.count > 1 ? `${at}, ${field.count} elements of ${bits}` : `${at}, ${bits}`;
}
