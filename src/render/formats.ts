/**
 * Output formats. A format of blocks or a reporter of `check` is a file with its renderer and its line here. Renderers
 * are loaded when they are used.
 */
import { type BlockResult, type DecodeResult, decodeSchema } from '../model/result.js';
import type { CheckedRun } from './check/run.js';
import { mostBlocks } from './html/most-blocks.js';
import type { Listing } from './list.js';
import { markdownEnd } from './markdown-text.js';
import type { RenderOptions } from './options.js';

type RenderBlocks = (result: DecodeResult, options: RenderOptions) => string;

/** The renderer of each format of blocks, in the order of the help. */
export const blockFormats = {
  table: async () => (await import('./table.js')).renderTable,
  json: async () => (await import('./json.js')).renderBlocks,
  ndjson: async () => (await import('./json.js')).renderNdjson,
  markdown: async () => (await import('./markdown.js')).renderMarkdown,
  csv: async () => (await import('./csv.js')).renderCsv,
  hex: async () => (await import('./hex.js')).renderHex,
  html: async () => (await import('./html/decode.js')).renderDecodePage,
} as const satisfies Readonly<Record<string, () => Promise<RenderBlocks>>>;

export type BlockFormat = keyof typeof blockFormats;

/** What stands before, between and after the blocks: a result of many is written block by block. Null: in one piece. */
interface Frame {
  readonly start: string;
  readonly between: string;
  readonly end: string;
  /** What is said of the run behind all blocks: known when they were read. */
  readonly foot?: () => string;
}

const apart: Frame = { start: '', between: '\n', end: '' };

const frames: Readonly<Record<BlockFormat, (render: RenderBlocks, options: RenderOptions) => Frame | null>> = {
  table: () => apart,
  json: () => ({ start: `{\n  "schema": "${decodeSchema}",\n  "blocks": [\n`, between: ',\n', end: '\n  ]\n}\n' }),
  ndjson: () => ({ ...apart, between: '' }),
  markdown: (_, options) => ({ ...apart, foot: () => markdownEnd(options) }),
  csv: (render, options) => ({ start: render({ schema: decodeSchema, blocks: [] }, options), between: '', end: '' }),
  hex: () => apart,
  html: () => null,
};

/** The text that the renderer of the format makes of all blocks, in pieces: one a block where the format allows it, and none without a block. */
export async function* textPieces(
  format: BlockFormat,
  blocks: AsyncIterable<BlockResult>,
  options: RenderOptions,
): AsyncGenerator<string> {
  const render = await blockFormats[format]();
  const frame = frames[format](render, options);
  if (frame === null) {
    const shown: BlockResult[] = [];
    let left = 0;
    for await (const block of blocks) {
      if (shown.length < mostBlocks) shown.push(block);
      else left++;
    }
    if (shown.length > 0) yield render({ schema: decodeSchema, blocks: shown }, { ...options, left });
    return;
  }
  const { start, between, end, foot } = frame;
  const own = foot === undefined ? options : { ...options, about: undefined };
  let isBegun = false;
  for await (const block of blocks) {
    const text = render({ schema: decodeSchema, blocks: [block] }, own);
    yield (isBegun ? between : start) + text.slice(start.length, text.length - end.length);
    isBegun = true;
  }
  if (isBegun) yield end + (foot?.() ?? '');
}

/** Formats of everything that is not blocks: each command has a renderer of its own for each of them. */
export const reportFormats = ['table', 'json', 'markdown'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** The same for commands whose results people look at in a browser and pass on. */
export const pageFormats = [...reportFormats, 'html'] as const;
export type PageFormat = (typeof pageFormats)[number];

type RenderListing = (listing: Listing, options: RenderOptions) => string;

/** The renderer of each format of `list`. */
export const listFormats = {
  table: async () => (await import('./list.js')).renderList,
  json: async () => (await import('./list.js')).renderListJson,
  ndjson: async () => (await import('./list.js')).renderListNdjson,
  markdown: async () => (await import('./list.js')).renderListMarkdown,
  csv: async () => (await import('./list.js')).renderListCsv,
  html: async () => (await import('./html/list.js')).renderListPage,
} as const satisfies Readonly<Record<string, () => Promise<RenderListing>>>;

export type ListFormat = keyof typeof listFormats;

type RenderRun = (run: CheckedRun, options: RenderOptions) => string;

/** The renderer of each reporter of `check`. */
export const reporters = {
  pretty: async () => (await import('./check/pretty.js')).renderPretty,
  json: async () => (await import('./check/json.js')).renderCheckJson,
  junit: async () => (await import('./check/junit.js')).renderJunit,
  ktap: async () => (await import('./check/ktap.js')).renderKtap,
  github: async () => (await import('./check/github.js')).renderGithub,
  sarif: async () => (await import('./check/sarif.js')).renderSarif,
  html: async () => (await import('./html/check.js')).renderCheckPage,
} as const satisfies Readonly<Record<string, () => Promise<RenderRun>>>;

export type Reporter = keyof typeof reporters;
