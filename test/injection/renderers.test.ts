/**
 * Every renderer and reporter there is, with hostile text in every text of its result. A renderer that is not in
 * the table fails.
 */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { AuditResult } from '../../src/model/audit.js';
import type { CompareResult } from '../../src/model/compare.js';
import type { DiffReport, DiffResult } from '../../src/model/diff.js';
import type { ListResult } from '../../src/model/list.js';
import type { DecodeResult } from '../../src/model/result.js';
import type { ExplainResult, FieldsResult } from '../../src/model/tables.js';
import type { MembersBeside, VerifyResult } from '../../src/model/verify.js';
import { renderAudit } from '../../src/render/audit.js';
import { renderAuditMarkdown } from '../../src/render/audit-markdown.js';
import { renderGithub, renderGithubSummary } from '../../src/render/check/github.js';
import { renderCheckJson } from '../../src/render/check/json.js';
import { renderJunit } from '../../src/render/check/junit.js';
import { renderKtap } from '../../src/render/check/ktap.js';
import { renderPretty } from '../../src/render/check/pretty.js';
import { renderSarif } from '../../src/render/check/sarif.js';
import { renderCompare } from '../../src/render/compare.js';
import { renderCompareMarkdown } from '../../src/render/compare-markdown.js';
import { renderCsv } from '../../src/render/csv.js';
import { renderDiff } from '../../src/render/diff.js';
import { renderDiffMarkdown } from '../../src/render/diff-markdown.js';
import { renderExplanation, renderExplanationMarkdown } from '../../src/render/explain.js';
import { renderFields, renderFieldsMarkdown, renderLayoutList, renderMatrix } from '../../src/render/fields.js';
import { renderHex } from '../../src/render/hex.js';
import { renderAuditPage } from '../../src/render/html/audit.js';
import { renderCheckPage } from '../../src/render/html/check.js';
import { renderComparePage } from '../../src/render/html/compare.js';
import { renderDecodePage } from '../../src/render/html/decode.js';
import { renderDiffPage } from '../../src/render/html/diff.js';
import { renderListPage } from '../../src/render/html/list.js';
import { renderVerifyPage } from '../../src/render/html/verify.js';
import { renderBlocks, renderJson, renderNdjson } from '../../src/render/json.js';
import { renderKernelFields, renderKernelFieldsMarkdown } from '../../src/render/kernel-fields.js';
import {
  type Listing,
  renderList,
  renderListCsv,
  renderListJson,
  renderListMarkdown,
  renderListNdjson,
} from '../../src/render/list.js';
import { renderMarkdown } from '../../src/render/markdown.js';
import type { RenderOptions } from '../../src/render/options.js';
import { renderTable } from '../../src/render/table.js';
import { renderVerify } from '../../src/render/verify.js';
import { renderVerifyMarkdown } from '../../src/render/verify-markdown.js';
import { everything } from '../check/runs.js';
import { smuggled } from '../render/results.js';
import { filesBelow, type MemoryFiles, runInMemory } from '../support/memory-io.js';
import { root } from '../support/run.js';
import { expectInert, type OutputKind } from './inert.js';
import { attacks, everyAttack, poisoned } from './poison.js';

type Change = <T>(value: T) => T;

interface Sample {
  readonly kind: OutputKind;
  readonly make: (change: Change, options: RenderOptions) => string;
}

const files: MemoryFiles = new Map([
  ...filesBelow(`${root}/fixtures/three-views/net-group5`, 'c'),
  ...filesBelow(`${root}/fixtures/three-views/plain`, 'p'),
  ...filesBelow(`${root}/test/btf/kernels`, 'k'),
]);

async function resultOf<T>(...argv: readonly string[]): Promise<T> {
  const run = await runInMemory([...argv, '--format', 'json'], files);
  return few(JSON.parse(run.stdout.toString('utf8')));
}

/** A result with few items in each list: what holds for some holds for all. */
function few<T>(value: T): T;
function few(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 8).map((item) => few(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, few(item)]));
}

const decoded = await resultOf<DecodeResult>('decode', 'c/vfio-device-info.bin', 'c/guest-query-fn.bin');
const diffed = await resultOf<DiffResult>('diff', 'c');
const reports: DiffReport[] = diffed.functions.map((one) => ({
  kind: 'function',
  ...one,
  rows: diffed.rows.slice(0, 8),
  checks: diffed.checks.slice(0, 3),
  facts: diffed.facts.slice(0, 3),
}));
const fields = await resultOf<FieldsResult>('fields', 'clp_rsp_query_pci');
const explained = await resultOf<ExplainResult>('explain', 'fid');
const code = await resultOf<ExplainResult>('explain', '0x0101');
const audited = await resultOf<AuditResult>('audit', 'vfio-zdev', '--block', 'c/vfio-device-info.bin');
const verified = await resultOf<VerifyResult>('verify', 'k/linux-7.2.13_s390x.btf', '--linux', '7.3');
const listing: Listing = {
  table: {
    columns: [
      { head: 'driver', isCount: false },
      { head: 'noi', isCount: true },
    ],
    groups: ['one', 'two'].map((title) => ({
      title,
      rows: [['a driver', '64']],
      shortRows: [['a driver', '64']],
      behind: reports.map((report) => ({
        report,
        blocks: decoded.blocks.map((block) => ({ side: 'vfio', block })),
      })),
      contradictions: ['two sources'],
    })),
    foot: 'how to see more',
    headings: true,
  },
  result: await resultOf<ListResult>('list', 'c'),
};
const compared = await resultOf<CompareResult>('compare', 'p', 'c');
const beside: MembersBeside[] = [
  {
    struct: 'a struct',
    file: 'a file',
    size: 8,
    known: 'Linux 7.3',
    members: [
      { name: 'moved', kernel: { bit: 0, bits: 32, type: 'u32' }, table: { bit: 32, bits: 32, type: 'u32' } },
      { name: 'new', kernel: { bit: 32, bits: 32, type: 'u32' }, table: null },
    ],
  },
];

const samples: Readonly<Record<string, Sample>> = {
  renderTable: { kind: 'terminal', make: (change, options) => renderTable(change(decoded), options) },
  renderHex: { kind: 'terminal', make: (change, options) => renderHex(change(decoded), options) },
  renderMarkdown: { kind: 'markdown', make: (change, options) => renderMarkdown(change(decoded), options) },
  renderCsv: { kind: 'csv', make: (change) => renderCsv(change(decoded)) },
  renderJson: { kind: 'json', make: (change) => renderJson(change(decoded)) },
  renderBlocks: { kind: 'json', make: (change) => renderBlocks(change(decoded)) },
  renderNdjson: { kind: 'lines', make: (change) => renderNdjson(change(decoded)) },
  renderDiff: {
    kind: 'terminal',
    make: (change, options) => renderDiff(change(reports), { ...options, findingsOnly: false }),
  },
  renderDiffMarkdown: {
    kind: 'markdown',
    make: (change, options) =>
      renderDiffMarkdown(
        change(reports).map((report) => ({
          report,
          blocks: [{ side: 'vfio', block: change(decoded.blocks)[0] ?? decoded.blocks[0] }].flatMap(
            ({ side, block }) => (block === undefined ? [] : [{ side, block }]),
          ),
        })),
        { ...options, findingsOnly: false },
      ),
  },
  renderDecodePage: { kind: 'html', make: (change, options) => renderDecodePage(change(decoded), options) },
  renderDiffPage: {
    kind: 'html',
    make: (change) => {
      const blocks = change(decoded.blocks).map((block, i) => ({ side: i === 0 ? 'vfio' : 'guest', block }));
      return renderDiffPage(
        change(reports).map((report) => ({ report, blocks })),
        change({ tool: '1', tables: 'tables', command: 'zpci-inspect' }),
      );
    },
  },
  renderAuditPage: { kind: 'html', make: (change, options) => renderAuditPage(change(audited), options) },
  renderVerifyPage: {
    kind: 'html',
    make: (change, options) => renderVerifyPage(change(verified), change(['k']), options),
  },
  renderCheckPage: { kind: 'html', make: (change) => renderCheckPage(change(everything)) },
  renderLayoutList: { kind: 'terminal', make: (change, options) => renderLayoutList(change(fields), options) },
  renderFields: { kind: 'terminal', make: (change, options) => renderFields(change(fields), options) },
  renderMatrix: { kind: 'terminal', make: (change, options) => renderMatrix(change(fields), options) },
  renderFieldsMarkdown: {
    kind: 'markdown',
    make: (change, options) =>
      [true, false].map((all) => renderFieldsMarkdown(change(fields), options, all)).join('\n'),
  },
  renderExplanation: {
    kind: 'terminal',
    make: (change, options) => renderExplanation(change(explained), options) + renderExplanation(change(code), options),
  },
  renderExplanationMarkdown: {
    kind: 'markdown',
    make: (change) => renderExplanationMarkdown(change(explained)) + renderExplanationMarkdown(change(code)),
  },
  renderAudit: { kind: 'terminal', make: (change, options) => renderAudit(change(audited), options) },
  renderAuditMarkdown: { kind: 'markdown', make: (change, options) => renderAuditMarkdown(change(audited), options) },
  renderCompare: { kind: 'terminal', make: (change, options) => renderCompare(change(compared), options) },
  renderComparePage: { kind: 'html', make: (change, options) => renderComparePage(change(compared), options) },
  renderCompareMarkdown: {
    kind: 'markdown',
    make: (change, options) => renderCompareMarkdown(change(compared), options.about),
  },
  renderVerify: { kind: 'terminal', make: (change, options) => renderVerify(change(verified), change(['k']), options) },
  renderVerifyMarkdown: {
    kind: 'markdown',
    make: (change, options) => renderVerifyMarkdown(change(verified), change(['k']), options),
  },
  renderKernelFields: {
    kind: 'terminal',
    make: (change, options) => renderKernelFields(change(beside), change('a kernel'), options),
  },
  renderKernelFieldsMarkdown: {
    kind: 'markdown',
    make: (change) => renderKernelFieldsMarkdown(change(beside), change('a kernel')),
  },
  renderList: { kind: 'terminal', make: (change, options) => renderList(change(listing), options) },
  renderListPage: { kind: 'html', make: (change, options) => renderListPage(change(listing), options) },
  renderListMarkdown: { kind: 'markdown', make: (change, options) => renderListMarkdown(change(listing), options) },
  renderListCsv: { kind: 'csv', make: (change) => renderListCsv(change(listing)) },
  renderListJson: { kind: 'json', make: (change) => renderListJson(change(listing)) },
  renderListNdjson: { kind: 'lines', make: (change) => renderListNdjson(change(listing)) },
  renderPretty: { kind: 'terminal', make: (change, options) => renderPretty(change(everything), options) },
  renderCheckJson: { kind: 'json', make: (change) => renderCheckJson(change(everything)) },
  renderJunit: { kind: 'xml', make: (change) => renderJunit(change(everything)) },
  renderKtap: { kind: 'ktap', make: (change) => renderKtap(change(everything)) },
  renderGithub: { kind: 'commands', make: (change) => renderGithub(change(everything)) },
  renderGithubSummary: { kind: 'markdown', make: (change) => renderGithubSummary(change(everything)) },
  renderSarif: { kind: 'json', make: (change) => renderSarif(change(everything)) },
};

/** Functions that the files of the renderers export under such a name. */
async function rendererNames(): Promise<string[]> {
  const names: string[] = [];
  for (const folder of ['../../src/render/', '../../src/render/check/', '../../src/render/html/']) {
    const path = fileURLToPath(new URL(folder, import.meta.url));
    for (const file of readdirSync(path).filter((name) => name.endsWith('.ts'))) {
      const module: object = await import(/* @vite-ignore */ `${path}${file}`);
      names.push(...Object.keys(module).filter((name) => /^render[A-Z]/.test(name)));
    }
  }
  return names;
}

it('the table has every renderer, and nothing else', async () => {
  expect(Object.keys(samples).sort()).toEqual((await rendererNames()).sort());
});

const ways: readonly (readonly [string, Partial<RenderOptions>])[] = [
  ['at 120 columns', { width: 120 }],
  ['at 60 columns, with everything', { width: 60, verbose: true }],
  ['quiet', { quiet: true }],
];

describe.each(Object.entries(samples))('%s', (_name, { kind, make }) => {
  // What is no table for people has neither a width nor anything to leave out.
  const own = kind === 'terminal' || kind === 'markdown' ? ways : ways.filter(([, { verbose }]) => verbose);

  it.each(own)('%s: hostile text stays text', (_what, more) => {
    const options: RenderOptions = { width: 100, color: 0, verbose: false, quiet: false, ...more };
    expectInert(
      kind,
      make((value) => poisoned(value, everyAttack), options),
    );
    // Each alone, so that none hides behind another, where all that can be printed is.
    if (!options.verbose) return;
    for (const text of Object.values(attacks)) {
      expectInert(
        kind,
        make((value) => poisoned(value, text), options),
      );
    }
    // In place of all text it begins a cell, which matters to spreadsheets and Markdown.
    for (const text of [everyAttack, ...Object.values(attacks)]) {
      expectInert(
        kind,
        make((value) => poisoned(value, text, true), options),
      );
    }
  });
});

it('names of interfaces and members, which are keys of the result, stay text too', () => {
  const options: RenderOptions = { width: 100, color: 0, verbose: true, quiet: false };
  for (const text of [...Object.values(attacks), everyAttack]) {
    const result = smuggled(text);
    expectInert('terminal', renderTable(result, options));
    expectInert('terminal', renderHex(result, options));
    expectInert('markdown', renderMarkdown(result, options));
    expectInert('html', renderDecodePage(result, options));
    expectInert('csv', renderCsv(result));
    expectInert('json', renderJson(result));
    expectInert('lines', renderNdjson(result));
  }
});
