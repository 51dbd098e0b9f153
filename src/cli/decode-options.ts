import { type Command, Option } from 'commander';
import { exposureDetails } from '../model/exposure-detail.js';
import { blockFormats } from '../render/formats.js';
import type { DecodeCliOptions } from './decode-settings.js';
import type { Session } from './session.js';
import {
  addExamples,
  addOutputOptions,
  addReadingOptions,
  addTextOptions,
  failOnOption,
  formatOption,
  onlyClassOption,
  whereOption,
} from './shared-options.js';
import { addTableOptions } from './tables.js';

/** Adds the command `decode`. */
export function addDecode(program: Command, session: Session): void {
  declareDecode(program).action(async (files: string[], options: DecodeCliOptions) => {
    const { runDecode } = await import('./decode.js');
    await runDecode(files, options, session);
  });
}

/** The command with its options, without what it does. */
export function declareDecode(program: Command): Command {
  const command = program
    .command('decode')
    .description('print every field of CLP blocks and VFIO buffers, and who gets to see it')
    .argument('[file...]', "files, folders, tars; '-' is standard input; TYPE:FILE pins the type")
    .addOption(formatOption(Object.keys(blockFormats)).default('table'));
  addReadingOptions(command)
    .option('--linux <version>', 'Linux version that filled the buffer, where its bytes do not tell')
    .addOption(onlyClassOption('only fields that some interface treats so'))
    .option('--fields <names>', 'only the fields named, separated by commas; ndjson: one flat object for each block')
    .addOption(whereOption('with --fields: only blocks for which it holds'))
    .addOption(
      new Option(
        '--exposure <detail>',
        'how much json repeats of what the tables say of a field: full in json, none in ndjson',
      ).choices(exposureDetails),
    )
    .option('--split <size>', "cut the input into blocks: a number of bytes, or 'response': by the length of each")
    .option('--jobs <n>', 'number of threads that decode (ndjson)');
  addTextOptions(command).addOption(failOnOption('never'));
  return addExamples(addOutputOptions(addTableOptions(command)), examples);
}

const examples = `
Examples:
  zpci-inspect decode page.bin
  zpci-inspect decode --format json fn.bin grp.bin | jq '.blocks[].issues'
  zpci-inspect decode TYPE:fn.bin             (types: zpci-inspect fields)
  dmesg | zpci-inspect decode --input print-hex-dump -
  zpci-inspect decode zpci-capture.tgz        (a folder, tar or tar.gz: every block in it)
  zpci-inspect decode --format ndjson --split response --fields FIELD,FIELD corpus.bin
  zpci-inspect decode --format csv --fields FIELD --where 'FIELD>64' captures/*.tgz
  zpci-inspect decode --fail-on warning *.bin && echo clean`;
