import { describeBlock } from '../decode/describe.js';
import { formatNamed } from '../input/read-bytes.js';
import { ToolError } from '../model/errors.js';
import type { ExposureClass } from '../model/interface.js';
import type { Severity } from '../model/issues.js';
import { type BlockResult, type DecodeResult, decodeSchema } from '../model/result.js';
import type { RenderOptions } from '../render/options.js';
import type { ReadingOptions } from './blocks.js';
import { exitCodes } from './exit-codes.js';
import { type OutputOptions, renderOptions, writeResult } from './output.js';
import { readSource } from './read-source.js';
import type { Session } from './session.js';
import { sourceReport } from './source-report.js';
import { openSources } from './sources.js';
import { catalogOf, type TableOptions } from './tables.js';

export interface DecodeCliOptions extends OutputOptions, ReadingOptions, TableOptions {
  readonly format: 'table' | 'json' | 'ndjson' | 'markdown' | 'csv' | 'hex';
  readonly only?: ExposureClass;
  readonly failOn: 'error' | 'warning' | 'never';
}

/** Decodes each input by itself; one that cannot be read is reported and left out. */
export async function runDecode(files: readonly string[], options: DecodeCliOptions, session: Session): Promise<void> {
  const { io } = session;
  if (files.length === 0 && io.stdinIsTerminal) {
    throw new ToolError("no input: name files, or '-' to read standard input (zpci-inspect decode --help)");
  }
  if (options.input !== undefined) await formatNamed(options.input);
  const reading = { ...options, catalog: await catalogOf(options, io) };
  const blocks: BlockResult[] = [];
  const report = sourceReport(session, options);
  for await (const source of openSources(files.length === 0 ? ['-'] : files, reading, io, report)) {
    for (const { block, source: name, lines } of await readSource(source, reading, report)) {
      const result = describeBlock(block, { source: name });
      blocks.push(lines === null ? result : { ...result, lines });
    }
  }
  report.finish();
  if (blocks.length === 0) return;
  const result: DecodeResult = { schema: decodeSchema, blocks };
  const render = { ...renderOptions(options, io), ...(options.only === undefined ? {} : { only: options.only }) };
  await writeResult(await renderDecode(result, options.format, render), options, io);
  if (blocks.some((block) => block.issues.some((issue) => isAtLeast(issue.severity, options.failOn))))
    session.found(exitCodes.found);
}

async function renderDecode(
  result: DecodeResult,
  format: DecodeCliOptions['format'],
  options: RenderOptions,
): Promise<string> {
  switch (format) {
    case 'json':
      return (await import('../render/json.js')).renderJson(filtered(result, options));
    case 'ndjson':
      return (await import('../render/json.js')).renderNdjson(filtered(result, options));
    case 'csv':
      return (await import('../render/csv.js')).renderCsv(filtered(result, options));
    case 'markdown':
      return (await import('../render/markdown.js')).renderMarkdown(result, options);
    case 'hex':
      return (await import('../render/hex.js')).renderHex(result, options);
    case 'table':
      return (await import('../render/table.js')).renderTable(result, options);
  }
}

/** The result with the fields asked for by --only. */
function filtered(result: DecodeResult, { only }: RenderOptions): DecodeResult {
  if (only === undefined) return result;
  const blocks = result.blocks.map((block) => ({
    ...block,
    structs: block.structs.map((struct) => ({
      ...struct,
      fields: struct.fields.filter((field) => Object.values(field.exposure).some((one) => one.class === only)),
    })),
  }));
  return { ...result, blocks };
}

const ranks: Readonly<Record<Severity, number>> = { note: 0, warning: 1, error: 2 };

function isAtLeast(severity: Severity, limit: 'error' | 'warning' | 'never'): boolean {
  return limit !== 'never' && ranks[severity] >= ranks[limit];
}
