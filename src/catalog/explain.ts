/**
 * Everything that a word can mean. What the program prints is known here: codes, checks, verdicts, names of structs, fields,
 * values, bits, ioctls, files and interfaces, in full or as tables shorten them.
 */
import { checkKinds } from '../model/check-kinds.js';
import { verdictKinds } from '../model/diff.js';
import { glossary } from '../model/glossary.js';
import { issueKinds } from '../model/issues.js';
import type { Layout } from '../model/layout.js';
import { nearest } from '../model/nearest.js';
import type { Explanation, LayoutSummary } from '../model/tables.js';
import type { Catalog } from './catalog.js';
import { typeName } from './catalog.js';
import { fieldMeaning } from './explain-field.js';
import {
  codeMeanings,
  flagMeanings,
  flagWords,
  otherMeanings,
  shortText,
  sysfsFiles,
  sysfsMeanings,
  uapiMeanings,
  uapiNames,
} from './explain-names.js';
import { fact, isSame, sourceText } from './facts.js';
import { genericLeaves, isMember, layoutsNamed, summarizeLayout } from './field-table.js';

/** All meanings of a word, most specific first; empty when it has none. Proposals count only with `isAll`, or alone. */
export function explain(catalog: Catalog, word: string, isAll = false): readonly Explanation[] {
  const found = [
    ...issueMeanings(word),
    ...checkMeanings(catalog, word),
    ...verdictMeanings(word),
    ...glossaryMeanings(word),
    ...codeMeanings(catalog, word),
    ...uapiMeanings(catalog, word),
    ...interfaceMeanings(catalog, word),
    ...layoutMeanings(catalog, word, isAll),
  ];
  if (found.length === 0)
    return [...sysfsMeanings(catalog, word), ...flagMeanings(catalog, word), ...otherMeanings(catalog, word)];
  return word === word.toUpperCase() ? [...found, ...flagMeanings(catalog, word)] : found;
}

/** The known word that was meant. */
export function nearestWord(catalog: Catalog, word: string): string | undefined {
  const layouts = catalog.layouts();
  const members = layouts.flatMap((layout) =>
    genericLeaves(catalog, layout).flatMap(({ generic }) => {
      const plain = generic.replaceAll('[]', '');
      return [plain.split('.').at(-1) ?? plain, plain, `${layout.tag}.${plain}`];
    }),
  );
  const names = [
    ...Object.keys(issueKinds),
    ...Object.keys(checkKinds),
    ...Object.keys(verdictKinds),
    ...Object.values(glossary).flatMap((words) => Object.keys(words)),
    ...catalog.interfaces().map((item) => item.name),
    ...layouts.flatMap((layout) => [typeName(layout), ...uapiNames(layout).map(({ name }) => name)]),
    ...layouts.flatMap((layout) => flagWords(layout).map(({ bit }) => bit.name)),
    ...catalog.codes().flatMap(({ entries }) => entries.flatMap((entry) => [entry.name ?? '', shortText(entry)])),
    ...sysfsFiles(catalog).keys(),
  ];
  return nearest(
    word,
    [...new Set([...members, ...names])].filter((name) => name !== ''),
  );
}

function issueMeanings(word: string): Explanation[] {
  return Object.entries(issueKinds)
    .filter(([code]) => isSame(code, word))
    .map(([code, kind]) => ({
      what: 'issue code',
      name: code,
      facts: [...fact('severity', kind.severity), ...fact('means', kind.title), ...fact('help', kind.help)],
    }));
}

/** Cross-checks, and what two versions do to each other. */
function checkMeanings(catalog: Catalog, word: string): Explanation[] {
  const checks = Object.entries(checkKinds).filter(([id]) => isSame(id, word));
  const hazards = catalog.interfaces().flatMap((item) => (item.hazards ?? []).filter(({ id }) => isSame(id, word)));
  return [
    ...checks.map(([id, title]) => ({ what: 'cross-check of diff', name: id, facts: fact('asks whether', title) })),
    ...hazards.map(({ id, message, help, source }) => ({
      what: 'hazard of two versions',
      name: id,
      facts: [...fact('means', message), ...fact('help', help), ...fact('source', sourceText(source))],
    })),
  ];
}

function verdictMeanings(word: string): Explanation[] {
  return Object.entries(verdictKinds)
    .filter(([verdict]) => isSame(verdict, word))
    .map(([verdict, kind]) => ({
      what: 'verdict of diff',
      name: verdict,
      facts: [...fact('usual severity', kind.severity), ...fact('means', kind.title)],
    }));
}

function glossaryMeanings(word: string): Explanation[] {
  return Object.entries(glossary).flatMap(([what, words]) =>
    Object.entries(words)
      .filter(([name]) => isSame(name, word))
      .map(([name, text]) => ({ what, name, facts: fact('means', text) })),
  );
}

function interfaceMeanings(catalog: Catalog, word: string): Explanation[] {
  return catalog
    .interfaces()
    .filter((item) => isSame(item.name, word))
    .map((item) => {
      const classes = ['exposed', 'virtualized', 'hidden'] as const;
      const counts = classes.map((one) => `${item.rows.filter((row) => row.class === one).length} ${one}`);
      return {
        what: item.audit?.proposal === true ? 'interface, never merged' : 'interface',
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

function layoutMeanings(catalog: Catalog, word: string, isAll: boolean): Explanation[] {
  const found = namedOrShort(catalog, word);
  const today = found.filter(({ layout }) => layout.interface === undefined);
  const isAlone = today.length === 0;
  const shown = isAll || isAlone ? [...today, ...found.filter((one) => !today.includes(one))] : today;
  const names = catalog.interfaces().flatMap((item) => (item.audit?.proposal === true ? [item.name] : []));
  const proposals = new Set(isAll || isAlone ? [] : names);
  const meanings = shown.flatMap(({ layout, member }) => {
    const summary = summarizeLayout(catalog, layout);
    if (member === null) return [layoutMeaning(summary)];
    return summary.fields
      .filter((field) => isMember(field.path, member))
      .map((field) => {
        const origins = Object.values(field.exposure).flatMap(({ from }) => from ?? []);
        const isTold = origins.some((from) => shown.some(({ layout: one }) => from.startsWith(`${one.tag}.`)));
        return fieldMeaning(catalog, summary, field, proposals, !isTold);
      });
  });
  const left = [...new Set(found.filter((one) => !shown.includes(one)).map(({ layout }) => typeName(layout)))];
  const what = `also in ${left.length} proposed ${left.length === 1 ? 'struct' : 'structs'} (--all)`;
  const note = { what, name: word, facts: [] };
  return left.length === 0 ? meanings : [...meanings, note];
}

interface Named {
  readonly layout: Layout;
  /** Null for the struct itself. */
  readonly member: string | null;
}

/** Structs and members by their full names; then by those that tables print: `base.fh`, `query_pci.sdma`, `group`. */
function namedOrShort(catalog: Catalog, word: string): readonly Named[] {
  const { layouts, member } = layoutsNamed(catalog, word);
  if (layouts.length > 0) return layouts.map((layout) => ({ layout, member }));
  const [head = '', ...rest] = word.split('.');
  const path = rest.length === 0 ? null : rest.join('.');
  const short = catalog.layouts().filter((layout) => shortTags(layout).includes(head));
  const having = (layout: Layout): boolean =>
    path === null || genericLeaves(catalog, layout).some((leaf) => isMember(leaf.generic, path));
  return short.filter(having).map((layout) => ({ layout, member: path }));
}

/** `query_pci` of `clp_rsp_query_pci`, `base` of `vfio_device_info_cap_zpci_base`. */
function shortTags({ tag }: Layout): readonly string[] {
  const parts = tag.split('_');
  return [parts.slice(2).join('_'), parts.at(-1) ?? ''];
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
