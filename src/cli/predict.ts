import type { Catalog } from '../catalog/catalog.js';
import { blockGuide } from '../catalog/guide.js';
import { idsGivenTwice } from '../decode/given-text.js';
import { type EncodeOptions, encodeBlock } from '../encode/encode-block.js';
import type { ReadingOptions } from '../load/blocks.js';
import { collectSides } from '../load/collect-sides.js';
import { ToolError } from '../model/errors.js';
import type { Container, Mode } from '../model/interface.js';
import { type BlockResult, decodeSchema } from '../model/result.js';
import { type FailOn, isAtLeast } from '../model/severity.js';
import { givenOptions } from '../predict/given.js';
import { type Prediction, type PredictionNote, predictGuest } from '../predict/predict.js';
import { type BlockFormat, blockFormats } from '../render/formats.js';
import { safe } from '../render/safe.js';
import { aboutRun, keptSession } from './about.js';
import { exitCodes } from './exit-codes.js';
import { type OutputOptions, renderOptions, writeResult } from './output.js';
import { type ReadingCliOptions, readingOptions } from './reading-options.js';
import type { Session } from './session.js';
import { sourceReport } from './source-report.js';

export interface PredictCliOptions extends OutputOptions, ReadingCliOptions {
  readonly vfio?: readonly string[];
  readonly config?: readonly string[];
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
export async function runPredict(files: readonly string[], options: PredictCliOptions, given: Session): Promise<void> {
  const session = await keptSession(given, options.format);
  const { io } = session;
  const vfio = [...files, ...(options.vfio ?? [])];
  if (vfio.length === 0 && options.mode !== 'emulated') {
    throw new ToolError('no buffers: name the file of the VFIO device info (zpci-inspect predict --help)');
  }
  const reading = await readingOptions(options, io);
  const prediction = await predicted(vfio, options, reading, session);
  if (options.output !== undefined && options.format === undefined) {
    await io.files.write(options.output, bytesOf(prediction.blocks, reading));
  } else await writeResult(await rendered(prediction, options, reading.catalog, session), options, io);
  if (options.quiet !== true) for (const note of shownNotes(prediction, options)) io.stderr(noteLine(note));
  const found = [
    ...prediction.blocks.flatMap((block) => block.issues.map((issue) => issue.severity)),
    ...prediction.notes.flatMap(({ kind }) => (kind === 'hazard' ? ['warning' as const] : [])),
  ];
  if (found.some((severity) => isAtLeast(severity, options.failOn))) session.found(exitCodes.found);
}

async function predicted(
  files: readonly string[],
  options: PredictCliOptions,
  reading: ReadingOptions,
  session: Session,
): Promise<Prediction> {
  const report = sourceReport(session, options);
  const { config } = options;
  const { vfio, configs = [] } = await collectSides([], { vfio: files, config }, reading, session.io, report);
  const { qemu, mode, container, relaxedTranslation, fid, uid, codepage } = options;
  const given = givenOptions(configs, { fid, uid });
  const prediction = predictGuest({
    vfio: vfio.map(({ block }) => block),
    catalog: reading.catalog,
    codepage,
    qemu,
    mode: mode ?? given?.mode,
    container,
    relaxedTranslation: relaxedTranslation === undefined ? given?.relaxedTranslation : relaxedTranslation === 'on',
    fid: fid ?? given?.fid,
    uid: uid ?? given?.uid,
  });
  const notes = [
    ...configs
      .flatMap(idsGivenTwice)
      .map((text) => ({ kind: 'hazard' as const, path: null, message: `${text}: QEMU refuses the second` })),
    ...(given === undefined ? [] : [{ kind: 'assumption' as const, path: null, message: given.why }]),
  ];
  return { ...prediction, notes: [...notes, ...prediction.notes] };
}

/** All answers, one behind the other. */
function bytesOf(blocks: readonly BlockResult[], options: EncodeOptions): Uint8Array {
  return Uint8Array.from(blocks.flatMap((block) => [...encodeBlock(block, options)]));
}

async function rendered(
  { blocks }: Prediction,
  options: PredictCliOptions,
  catalog: Catalog,
  session: Session,
): Promise<string> {
  const renderBlocks = await blockFormats[options.format ?? 'table']();
  return renderBlocks(
    { schema: decodeSchema, blocks },
    {
      ...renderOptions(options, session.io),
      exposure: 'full',
      about: await aboutRun(session),
      guide: blockGuide(catalog),
    },
  );
}

/** Fields that are not written have a label; they are listed only when asked for. */
function shownNotes({ notes }: Prediction, options: OutputOptions): readonly PredictionNote[] {
  return notes.filter((note) => note.kind !== 'not-written' || options.verbose === true);
}

const leads: Readonly<Partial<Record<PredictionNote['kind'], string>>> = {
  unpredictable: 'unpredictable',
  hazard: 'warning',
};

function noteLine({ kind, message }: PredictionNote): string {
  return `zpci-inspect: ${leads[kind] ?? 'note'}: ${safe(message)}\n`;
}
