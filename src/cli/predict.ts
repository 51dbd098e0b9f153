import type { Catalog } from '../catalog/catalog.js';
import { type EncodeOptions, encodeBlock } from '../encode/encode-block.js';
import type { ReadingOptions } from '../load/blocks.js';
import { Gathering } from '../load/collect-sides.js';
import { ToolError } from '../model/errors.js';
import type { Container, Mode } from '../model/interface.js';
import { type BlockResult, decodeSchema } from '../model/result.js';
import { type FailOn, isAtLeast } from '../model/severity.js';
import { type Prediction, type PredictionNote, predictGuest } from '../predict/predict.js';
import { type BlockFormat, blockFormats } from '../render/formats.js';
import { safe } from '../render/safe.js';
import { exitCodes } from './exit-codes.js';
import { type OutputOptions, renderOptions, writeResult } from './output.js';
import type { Session } from './session.js';
import { sourceReport } from './source-report.js';
import { catalogOf, type TableOptions } from './tables.js';

export interface PredictCliOptions extends OutputOptions, ReadingOptions, TableOptions {
  readonly vfio?: readonly string[];
  readonly qemu?: string;
  readonly mode?: Mode;
  readonly fid?: number;
  readonly uid?: number;
  readonly relaxedTranslation?: 'on' | 'off';
  readonly container?: Container;
  readonly format?: BlockFormat;
  readonly failOn: FailOn;
}

/** Predicts and prints; with -o and no --format the bytes themselves are written. */
export async function runPredict(options: PredictCliOptions, session: Session): Promise<void> {
  const { io } = session;
  if (options.vfio === undefined && options.mode !== 'emulated') {
    throw new ToolError('no buffers: name the VFIO device info with --vfio (zpci-inspect predict --help)');
  }
  const catalog = await catalogOf(options, io);
  const prediction = await predicted({ ...options, catalog }, session);
  if (options.output !== undefined && options.format === undefined) {
    await io.files.write(options.output, bytesOf(prediction.blocks, { catalog, codepage: options.codepage }));
  } else await writeResult(await rendered(prediction, options, session), options, io);
  if (options.quiet !== true) for (const note of shownNotes(prediction, options)) io.stderr(noteLine(note));
  const found = prediction.blocks.flatMap((block) => block.issues.map((issue) => issue.severity));
  if (found.some((severity) => isAtLeast(severity, options.failOn))) session.found(exitCodes.found);
}

async function predicted(
  options: PredictCliOptions & { readonly catalog: Catalog },
  session: Session,
): Promise<Prediction> {
  const report = sourceReport(session, options);
  const gathering = new Gathering(options, session.io, report);
  for (const file of options.vfio ?? []) await gathering.named(file, 'vfio');
  const { qemu, mode, container, relaxedTranslation, fid, uid, codepage, catalog } = options;
  return predictGuest({
    vfio: gathering.pile.vfio.map(({ block }) => block),
    codepage,
    ...(catalog === undefined ? {} : { catalog }),
    ...(qemu === undefined ? {} : { qemu }),
    ...(mode === undefined ? {} : { mode }),
    ...(container === undefined ? {} : { container }),
    ...(relaxedTranslation === undefined ? {} : { relaxedTranslation: relaxedTranslation === 'on' }),
    ...(fid === undefined ? {} : { fid }),
    ...(uid === undefined ? {} : { uid }),
  });
}

/** All answers, one behind the other. */
function bytesOf(blocks: readonly BlockResult[], options: EncodeOptions): Uint8Array {
  return Uint8Array.from(blocks.flatMap((block) => [...encodeBlock(block, options)]));
}

async function rendered({ blocks }: Prediction, options: PredictCliOptions, { io }: Session): Promise<string> {
  const renderBlocks = await blockFormats[options.format ?? 'table']();
  return renderBlocks({ schema: decodeSchema, blocks }, renderOptions(options, io));
}

/** Fields that are not written have a label; they are listed only when asked for. */
function shownNotes({ notes }: Prediction, options: OutputOptions): readonly PredictionNote[] {
  return notes.filter((note) => note.kind !== 'not-written' || options.verbose === true);
}

function noteLine({ kind, message }: PredictionNote): string {
  return `zpci-inspect: ${kind === 'unpredictable' ? 'unpredictable' : 'note'}: ${safe(message)}\n`;
}
