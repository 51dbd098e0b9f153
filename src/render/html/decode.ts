/**
 * Blocks as a page: findings, every field, and the bytes beside them; several behind an overview.
 */
import { type Issue, issueKinds, type Severity } from '../../model/issues.js';
import type { BlockResult, DecodeResult, FieldResult, StructResult } from '../../model/result.js';
import { interfaceNames } from '../csv.js';
import { wantedResult } from '../only.js';
import type { RenderOptions } from '../options.js';
import { byteMap, hexOf } from './byte-map.js';
import { type Content, h, type Markup } from './element.js';
import { exposureClass, legend } from './exposure.js';
import { filterBar } from './facts.js';
import { originOf, structTables } from './fields.js';
import { pageText } from './page.js';

/** The page of these blocks; how many it does not take is among the options. */
export function renderDecodePage(given: DecodeResult, options: RenderOptions): string {
  const result = wantedResult(given, options.only);
  const { blocks } = result;
  const interfaces = options.interfaces ?? interfaceNames(result);
  const [first] = blocks;
  const { left = 0 } = options;
  const isOne = blocks.length === 1 && first !== undefined;
  const title = isOne ? nameOf(first) : `${blocks.length + left} blocks`;
  const bodies = blocks.map((block, i) => {
    const body = blockBody(block, interfaces, `b${i}`);
    return isOne ? body : folded(block, body, `b${i}`);
  });
  return pageText({
    title: `${title} – zpci-inspect`,
    about: options.about,
    content: [
      h('h1', {}, title),
      left === 0 ? null : h('p', {}, `${left} more blocks are not on this page; --format json has them.`),
      ...bodies,
    ],
  });
}

function nameOf({ source, sourceOffset }: BlockResult): string {
  return sourceOffset === 0 ? source : `${source} at ${hexOf(sourceOffset)}`;
}

const severities: readonly Severity[] = ['error', 'warning', 'note'];

function issueCounts({ issues }: BlockResult): Content {
  return severities.map((severity) => {
    const count = issues.filter((one) => one.severity === severity).length;
    return count === 0 ? null : h('span', { class: severity }, `${count} ${severity}${count === 1 ? '' : 's'} `);
  });
}

function folded(block: BlockResult, body: Content, id: string): Markup {
  const what = h('span', {}, `${block.type}, ${block.length} bytes`);
  const head = h('summary', {}, h('h2', {}, nameOf(block)), ' ', what, ' ', issueCounts(block));
  return h('details', { class: 'function' }, head, h('section', { id }, body));
}

function blockBody(block: BlockResult, interfaces: readonly string[], id: string): Content {
  const rows = new Map<FieldResult, string>();
  let count = 0;
  const tables = block.structs.map((struct, i) => {
    if (struct.struct === 'gap') return gapText(struct);
    const found = issuesOf(block, struct);
    const { content, rows: own, count: more } = structTables(struct, { id: `${id}s${i}`, interfaces, found });
    for (const [field, row] of own) rows.set(field, row);
    count += more;
    const version = struct.version === null ? '' : `, version ${struct.version}`;
    const place = `byte ${hexOf(struct.byteOffset)}, ${struct.byteLength} bytes${version}`;
    return [h('h3', {}, h('code', {}, struct.struct), ' ', h('span', { class: 'faint' }, place)), content];
  });
  const lookAt = (struct: StructResult, field: FieldResult) => {
    const severity = issuesOf(block, struct).get(field.path);
    return {
      keys: [originOf(struct, field)],
      row: rows.get(field) ?? null,
      classes: [exposureClass(field), ...(severity === undefined ? [] : [severity])],
    };
  };
  const lines = block.lines === undefined ? '' : `, lines ${block.lines.first} to ${block.lines.last}`;
  return [
    h('p', { class: 'answer' }, issueCounts(block), block.issues.length === 0 ? 'nothing found' : null),
    h(
      'p',
      {},
      h('code', {}, block.type),
      `, ${block.length} bytes, ${block.endian}-endian${lines}. `,
      h('span', { class: 'faint' }, block.why),
    ),
    issueList(block.issues, (issue) => issuePlace(block, rows, issue)),
    h(
      'div',
      { class: 'beside' },
      h('section', { class: 'facts', 'aria-label': 'fields' }, h('h3', {}, 'Fields'), fieldFilters(count), ...tables),
      h('section', { class: 'bytes' }, h('h3', {}, 'Bytes'), legend([{ block }]), byteMap(block, lookAt)),
    ),
  ];
}

/** Findings about the fields of a struct, by path. */
function issuesOf({ issues }: BlockResult, { struct }: StructResult): ReadonlyMap<string, Severity> {
  const own = issues.filter(({ path }) => path.startsWith(`${struct}.`));
  const worst = severities.toReversed().flatMap((severity) => own.filter((one) => one.severity === severity));
  return new Map(worst.map(({ path, severity }) => [path.slice(struct.length + 1), severity]));
}

function fieldFilters(count: number): Markup {
  const filters = (['exposed', 'virtualized', 'hidden'] as const).map((name) => ({ name, text: `only ${name}` }));
  return filterBar(filters, 'field or value', `${count} rows`);
}

function gapText({ byteOffset, byteLength, raw = '' }: StructResult): Markup {
  const end = byteOffset + byteLength - 1;
  const says = /^0*$/.test(raw) ? 'all zero' : 'not all zero: the map shows them';
  return h(
    'p',
    { class: 'faint' },
    `gap, byte ${hexOf(byteOffset)} to ${hexOf(end)}: ${byteLength} bytes that no struct covers, ${says}`,
  );
}

/** Findings of one code that a page shows. */
const mostAlike = 20;

/** Where a finding is: the field at its byte is lit with it, and its row is one step away. */
function issuePlace(block: BlockResult, rows: ReadonlyMap<FieldResult, string>, issue: Issue): Markup {
  const { byteOffset, path } = issue;
  const text = h('code', {}, `${hexOf(byteOffset)} ${path}`);
  const fields = block.structs.flatMap((struct) => struct.fields.map((field) => ({ struct, field })));
  const found =
    fields.find(({ struct, field }) => `${struct.struct}.${field.path}` === path) ??
    fields.find(({ struct, field }) => {
      const at = byteOffset - struct.byteOffset;
      return field.raw !== null && field.byteOffset <= at && at < field.byteOffset + field.bitLength / 8;
    });
  if (found === undefined) return h('p', {}, text, ' ', issue.message);
  const row = rows.get(found.field);
  const place = row === undefined ? text : h('a', { href: `#${row}` }, text);
  return h('p', { 'data-k': originOf(found.struct, found.field) }, place, ' ', issue.message);
}

/** What was found, worst first; what it means is said once for each code. */
function issueList(issues: readonly Issue[], placed: (issue: Issue) => Markup): Content {
  if (issues.length === 0) return null;
  const codes = [
    ...new Set(
      severities.flatMap((severity) => issues.filter((one) => one.severity === severity).map(({ code }) => code)),
    ),
  ];
  const items = codes.map((code) => {
    const own = issues.filter((one) => one.code === code);
    const severity = severities.find((one) => own.some((issue) => issue.severity === one));
    const places = own.slice(0, mostAlike).map(placed);
    const left = own.length - places.length;
    return h(
      'li',
      { class: severity },
      h('b', { class: 'badge' }, severity ?? ''),
      ' ',
      h('code', {}, code),
      ' ',
      issueKinds[code].title,
      ...places,
      left === 0 ? null : h('p', {}, `${left} more`),
      h('p', { class: 'todo' }, issueKinds[code].help),
    );
  });
  return h('section', { class: 'findings', 'aria-label': 'findings' }, h('h3', {}, 'Findings'), h('ul', {}, ...items));
}
