import { basename } from 'node:path';
import type { CodePage } from '../bytes/ebcdic.js';
import { builtInCatalog } from '../catalog/catalog.js';
import { decodeBlock, isType } from '../decode/decode-block.js';
import { describeBlock } from '../decode/describe.js';
import { type InputFormat, inputFormats, readInput } from '../input/read-input.js';
import { ToolError } from '../model/errors.js';
import type { ExposureClass } from '../model/interface.js';
import type { Severity } from '../model/issues.js';
import type { Endian } from '../model/layout.js';
import { type BlockResult, type DecodeResult, decodeSchema } from '../model/result.js';
import type { RenderOptions } from '../render/options.js';
import { exitCodes } from './exit-codes.js';
import { type OutputOptions, renderOptions, writeResult } from './output.js';
import type { Session } from './session.js';
import { reportTrouble } from './trouble.js';

export interface DecodeCliOptions extends OutputOptions {
  readonly format: 'table' | 'json' | 'ndjson' | 'markdown' | 'csv' | 'hex';
  readonly type?: string;
  readonly endian?: Endian;
  readonly input?: string;
  readonly codepage: CodePage;
  readonly linux?: string;
  readonly only?: ExposureClass;
  readonly word?: '2' | '4' | '8';
  readonly wordEndian?: Endian;
  readonly partial?: true;
  readonly failOn: 'error' | 'warning' | 'never';
}

/** Most bytes that are read from one input: a text dump of a block is far smaller. */
const inputLimit = 64 * 1024 * 1024;

/** Decodes each input by itself; one that cannot be read is reported and left out. */
export async function runDecode(files: readonly string[], options: DecodeCliOptions, session: Session): Promise<void> {
  const { io } = session;
  if (files.length === 0 && io.stdinIsTerminal) {
    throw new ToolError("no input: name files, or '-' to read standard input (zpci-inspect decode --help)");
  }
  const format = inputFormat(options.input);
  const blocks: BlockResult[] = [];
  for (const argument of files.length === 0 ? ['-'] : files) {
    const { path, type } = typedArgument(argument, options.type);
    const source = path === '-' ? '-' : basename(path);
    try {
      const bytes = path === '-' ? await io.stdin(inputLimit) : await io.files.read(path, inputLimit);
      blocks.push(...decodeInput(bytes, source, type, format, options));
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      session.found(exitCodes.trouble);
      reportTrouble(io, error, error.message.startsWith(path) ? undefined : path);
    }
  }
  if (blocks.length === 0) return;
  const result: DecodeResult = { schema: decodeSchema, blocks };
  const render = { ...renderOptions(options, io), ...(options.only === undefined ? {} : { only: options.only }) };
  await writeResult(await renderDecode(result, options.format, render), options, io);
  if (blocks.some((block) => block.issues.some((issue) => isAtLeast(issue.severity, options.failOn))))
    session.found(exitCodes.found);
}

function inputFormat(name: string | undefined): InputFormat | undefined {
  if (name === undefined) return undefined;
  const format = inputFormats.find((one) => one === name);
  if (format === undefined) throw new ToolError(`unknown input format ${name}; one of ${inputFormats.join(', ')}`);
  return format;
}

/** `TYPE:FILE` when the part before the colon is exactly a type; otherwise all of it is a file name. */
function typedArgument(argument: string, type: string | undefined): { path: string; type: string | undefined } {
  const colon = argument.indexOf(':');
  const prefix = argument.slice(0, Math.max(0, colon));
  return colon > 0 && isType(builtInCatalog(), prefix)
    ? { path: argument.slice(colon + 1), type: prefix }
    : { path: argument, type };
}

function decodeInput(
  bytes: Uint8Array,
  source: string,
  type: string | undefined,
  format: InputFormat | undefined,
  options: DecodeCliOptions,
): BlockResult[] {
  const reading = readInput(bytes, {
    ...(format === undefined ? {} : { format }),
    ...(options.partial === undefined ? {} : { partial: options.partial }),
    ...(options.word === undefined ? {} : { word: wordSizes[options.word] }),
    ...(options.wordEndian === undefined ? {} : { wordEndian: options.wordEndian }),
  });
  return reading.blocks.map((input) => {
    const block = decodeBlock(input.bytes, {
      codepage: options.codepage,
      ...(type === undefined ? {} : { type }),
      ...(options.endian === undefined ? {} : { endian: options.endian }),
      ...(options.linux === undefined ? {} : { linux: options.linux }),
    });
    const result = describeBlock(block, { source });
    return input.lines === null ? result : { ...result, lines: input.lines };
  });
}

const wordSizes = { '2': 2, '4': 4, '8': 8 } as const;

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
