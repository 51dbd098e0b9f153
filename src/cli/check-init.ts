import { initCase } from '../check/init-case.js';
import { initFiles } from '../check/init-files.js';
import type { Manifest } from '../load/manifest.js';
import { ToolError } from '../model/errors.js';
import { safe } from '../render/safe.js';
import type { CheckCliOptions } from './check-settings.js';
import { writeResult } from './output.js';
import { readingOptions } from './reading-options.js';
import type { Session } from './session.js';
import { sourceReport } from './source-report.js';

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
  const { input, word, wordEndian, layouts, views } = options;
  const reading = await readingOptions({ input, word, wordEndian, layouts, views }, io);
  const { files: sources, sysfs, manifest } = await initFiles(files, reading, io, sourceReport(session, options));
  if (sources.length === 0) throw new ToolError(`${files.join(', ')}: no block to make a case of`);
  const { title, linux, qemu, mode } = options;
  const hasProvenance = options.how !== undefined || options.synthetic === true || manifest === undefined;
  const made = await initCase(io.files, dir.replace(/(?<=.)\/+$/, ''), sources, {
    reading,
    tables: { layouts, views },
    title: title ?? manifest?.title,
    provenance: hasProvenance ? provenanceOf(options) : manifest.provenance,
    interfaces: {
      linux: linux ?? manifest?.interfaces?.linux,
      qemu: qemu ?? manifest?.interfaces?.qemu,
      mode: mode ?? manifest?.interfaces?.mode,
    },
    sysfs,
  });
  const lines = [
    `${made.dir}: a case of ${made.blocks.length} block${made.blocks.length === 1 ? '' : 's'}`,
    ...made.blocks.map(({ file, role, type, why }) => `  ${file}  role ${role}, ${type}: ${why}`),
    ...(made.compared === null ? [] : [made.compared]),
    ...(hasProvenance && options.how === undefined
      ? ['say in manifest.json how the bytes came to be ("provenance")']
      : []),
  ];
  await writeResult(lines.map((line) => `${safe(line)}\n`).join(''), options, io);
}

const unknown = 'not recorded: the case was made by zpci-inspect check --init';

function provenanceOf({ synthetic, how, linux, qemu }: CheckCliOptions): Manifest['provenance'] {
  return {
    kind: synthetic === true ? 'synthetic' : 'captured',
    how: how ?? unknown,
    kernel: linux === undefined ? undefined : `Linux ${linux}`,
    qemu: qemu === undefined ? undefined : `QEMU ${qemu}`,
  };
}
