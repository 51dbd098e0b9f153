import { initCase } from '../check/init-case.js';
import type { ReadingOptions } from '../load/blocks.js';
import type { DumpReading } from '../load/manifest.js';
import { ToolError } from '../model/errors.js';
import { safe } from '../render/safe.js';
import { readingOf } from './check-blocks.js';
import type { CheckCliOptions } from './check-settings.js';
import { initFiles } from './init-files.js';
import { writeResult } from './output.js';
import type { Session } from './session.js';
import { sourceReport } from './source-report.js';
import { catalogOf, type TableOptions } from './tables.js';

/** Makes a case of the files, and says what each was taken for. */
export async function runInit(
  dir: string,
  files: readonly string[],
  options: CheckCliOptions,
  session: Session,
): Promise<void> {
  const { io } = session;
  if (files.length === 0) {
    throw new ToolError('--init needs the captured files: zpci-inspect check --init <dir> <files...>');
  }
  const catalog = await catalogOf(options, io);
  const dump = dumpOf(options);
  const reading = { ...readingOptions(options), catalog };
  const { files: sources, sysfs, manifest } = await initFiles(files, dump, reading, io, sourceReport(session, options));
  if (sources.length === 0) throw new ToolError(`${files.join(', ')}: no block to make a case of`);
  const { title, linux, qemu, mode, layouts, views } = options;
  const isTold = options.how !== undefined || options.synthetic === true || manifest === undefined;
  const made = await initCase(io.files, dir.replace(/(?<=.)\/+$/, ''), sources, {
    reading: readingOf(catalog, io.files),
    tables: { ...(layouts === undefined ? {} : { layouts }), ...(views === undefined ? {} : { views }) },
    title: title ?? manifest?.title,
    provenance: isTold ? provenanceOf(options) : manifest.provenance,
    interfaces: {
      ...manifest?.interfaces,
      ...(linux === undefined ? {} : { linux }),
      ...(qemu === undefined ? {} : { qemu }),
      ...(mode === undefined ? {} : { mode }),
    },
    sysfs,
  });
  const lines = [
    `${made.dir}: a case of ${made.blocks.length} block${made.blocks.length === 1 ? '' : 's'}`,
    ...made.blocks.map(({ file, role, type, why }) => `  ${file}  role ${role}, ${type}: ${why}`),
    ...(made.compared === null ? [] : [made.compared]),
    ...(isTold && options.how === undefined ? ['say in manifest.json how the bytes came to be ("provenance")'] : []),
  ];
  await writeResult(lines.map((line) => `${safe(line)}\n`).join(''), options, io);
}

const wordSizes = { '2': 2, '4': 4, '8': 8 } as const;

function dumpOf({ input, word, wordEndian }: CheckCliOptions): DumpReading {
  return {
    ...(input === undefined ? {} : { input }),
    ...(word === undefined ? {} : { word: wordSizes[word] }),
    ...(wordEndian === undefined ? {} : { wordEndian }),
  };
}

/** The same for blocks that are read to see whether they are some. */
function readingOptions({ input, word, wordEndian, layouts, views }: CheckCliOptions): ReadingOptions & TableOptions {
  return {
    codepage: '037',
    ...(input === undefined ? {} : { input }),
    ...(word === undefined ? {} : { word }),
    ...(wordEndian === undefined ? {} : { wordEndian }),
    ...(layouts === undefined ? {} : { layouts }),
    ...(views === undefined ? {} : { views }),
  };
}

const unknown = 'not recorded: the case was made by zpci-inspect check --init';

function provenanceOf({ synthetic, how, linux, qemu }: CheckCliOptions): {
  kind: 'captured' | 'synthetic';
  how: string;
  kernel?: string;
  qemu?: string;
} {
  return {
    kind: synthetic === true ? 'synthetic' : 'captured',
    how: how ?? unknown,
    ...(linux === undefined ? {} : { kernel: `Linux ${linux}` }),
    ...(qemu === undefined ? {} : { qemu: `QEMU ${qemu}` }),
  };
}
