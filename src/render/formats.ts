/**
 * Output formats. A format of blocks or a reporter of `check` is a file with its renderer and its line here. Renderers
 * are loaded when they are used.
 */
import type { DecodeResult } from '../model/result.js';
import type { CheckedRun } from './check/run.js';
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
} as const satisfies Readonly<Record<string, () => Promise<RenderBlocks>>>;

export type BlockFormat = keyof typeof blockFormats;

/** Formats of everything that is not blocks: each command has a renderer of its own for each of them. */
export const reportFormats = ['table', 'json', 'markdown'] as const;
export type ReportFormat = (typeof reportFormats)[number];

type RenderRun = (run: CheckedRun, options: RenderOptions) => string;

/** The renderer of each reporter of `check`. */
export const reporters = {
  pretty: async () => (await import('./check/pretty.js')).renderPretty,
  json: async () => (await import('./check/json.js')).renderCheckJson,
  junit: async () => (await import('./check/junit.js')).renderJunit,
  ktap: async () => (await import('./check/ktap.js')).renderKtap,
  github: async () => (await import('./check/github.js')).renderGithub,
  sarif: async () => (await import('./check/sarif.js')).renderSarif,
} as const satisfies Readonly<Record<string, () => Promise<RenderRun>>>;

export type Reporter = keyof typeof reporters;
