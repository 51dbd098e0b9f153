/**
 * A comparison as a page: its report, or an overview with the reports behind it.
 */
import type { DiffReport } from '../../model/diff.js';
import type { BlockReport, SideBlock } from '../block-report.js';
import { summaryText, worstOf } from '../diff-cells.js';
import type { About } from '../options.js';
import { type Content, h, type Markup } from './element.js';
import { pageText } from './page.js';
import { reportBody } from './report.js';
import { sharedBytes } from './report-bytes.js';

/** The page of all reports: an overview first where there are several. */
export function renderDiffPage(all: readonly BlockReport[], about: About | undefined): string {
  const reports = all.map(({ report }) => report);
  const [first] = reports;
  const isOne = reports.length === 1;
  const title = isOne ? (first?.title ?? '') : `${reports.filter(({ kind }) => kind === 'function').length} functions`;
  const { bodies, shared } = reportBodies(all, 'f');
  const sections = all.map(({ report }, i) =>
    isOne ? (bodies[i] ?? null) : folded(report, bodies[i] ?? null, `f${i}`),
  );
  return pageText({
    title: `${title} – zpci-inspect`,
    about,
    content: [h('h1', {}, capital(title)), ...sections, shared === null ? null : sharedBytes(shared)],
  });
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** The body of each report; blocks of several of them, lists and groups, are shown once, by themselves. */
export function reportBodies(
  all: readonly BlockReport[],
  id: string,
): { readonly bodies: readonly Content[]; readonly shared: readonly SideBlock[] | null } {
  const shared = sharedBlocks(all);
  const bodies = all.map(({ report, blocks }, i) => {
    const ownBlocks = blocks.filter((one) => !shared.has(blockKey(one)));
    return reportBody(report, ownBlocks, `${id}${i}`);
  });
  return { bodies, shared: shared.size === 0 ? null : [...shared.values()] };
}

function blockKey({ side, block }: SideBlock): string {
  return `${side} ${block.source} ${block.sourceOffset} ${block.sha256}`;
}

/** Blocks of more than one report: lists and groups. */
function sharedBlocks(all: readonly BlockReport[]): ReadonlyMap<string, SideBlock> {
  const seen = new Set<string>();
  const shared = new Map<string, SideBlock>();
  for (const { blocks } of all) {
    for (const [key, one] of new Map(blocks.map((one) => [blockKey(one), one]))) {
      if (seen.has(key)) shared.set(key, one);
      seen.add(key);
    }
  }
  return shared;
}

function folded(report: DiffReport, body: Content, id: string): Markup {
  const says = report.rows.length === 0 && report.checks.length === 0 ? null : summaryText(report);
  const severity = worstOf(report);
  const [type] = report.subject ?? [];
  const sides = `compared with ${report.sides.map(({ key }) => key).join(', ')}`;
  return h(
    'details',
    { class: 'function' },
    h(
      'summary',
      {},
      h('h2', {}, capital(report.title)),
      ' ',
      h('span', { class: severity }, says),
      type === undefined ? null : [' ', h('span', { class: 'faint' }, type.text)],
      ' ',
      h('span', { class: 'faint' }, report.sides.length === 0 ? null : sides),
    ),
    h('section', { id }, body),
  );
}
