import { type Command, Option } from 'commander';
import type { DecodeCliOptions } from './decode-settings.js';
import { addOutputOptions } from './output.js';
import type { Session } from './session.js';
import { addTableOptions } from './tables.js';

/** Adds the command `decode`. */
export function addDecode(program: Command, session: Session): void {
  const command = program
    .command('decode')
    .description('print every field of CLP blocks and VFIO buffers, and who gets to see it')
    .argument('[file...]', "files, folders, tars; '-' is standard input; TYPE:FILE pins the type")
    .addOption(
      new Option('-f, --format <format>', 'form of the result')
        .choices(['table', 'json', 'ndjson', 'markdown', 'csv', 'hex'])
        .default('table'),
    )
    .option('-t, --type <type>', 'C struct tag, TAG@INTERFACE or clp-page, for all inputs without a type of their own')
    .addOption(new Option('--endian <order>', 'byte order of VFIO buffers').choices(['big', 'little']))
    .option('--input <format>', 'text format of the input, or binary; otherwise recognised')
    .addOption(
      new Option('--codepage <page>', 'EBCDIC code page of text fields').choices(['037', '500', '1047']).default('037'),
    )
    .option('--linux <version>', 'Linux version that filled the buffer, where its bytes do not tell')
    .addOption(
      new Option('--only <class>', 'only fields that some interface treats so').choices([
        'exposed',
        'virtualized',
        'hidden',
      ]),
    )
    .option('--fields <names>', 'only the fields named, separated by commas; ndjson: one flat object for each block')
    .option('--split <size>', "cut the input into blocks: of so many bytes, or 'response': by the length of each")
    .option('--jobs <n>', 'decode in so many threads (ndjson)')
    .addOption(new Option('--word <bytes>', 'word size of a word-grouped dump').choices(['2', '4', '8']))
    .addOption(new Option('--word-endian <order>', 'byte order of its words').choices(['big', 'little']))
    .option('--partial', 'go on where a damaged text allows it')
    .addOption(
      new Option('--fail-on <severity>', 'exit 1 at findings of this severity')
        .choices(['error', 'warning', 'never'])
        .default('never'),
    );
  addOutputOptions(addTableOptions(command))
    .addHelpText('after', examples)
    .action(async (files: string[], options: DecodeCliOptions) => {
      const { runDecode } = await import('./decode.js');
      await runDecode(files, options, session);
    });
}

const examples = `
Examples:
  zpci-inspect decode page.bin
  zpci-inspect decode --format json fn.bin grp.bin | jq '.blocks[].issues'
  zpci-inspect decode TYPE:fn.bin             (types: zpci-inspect fields)
  dmesg | zpci-inspect decode --input print-hex-dump -
  zpci-inspect decode zpci-capture.tgz        (a folder, tar or tar.gz: every block in it)
  zpci-inspect decode --format ndjson --split response --fields FIELD,FIELD corpus.bin
  zpci-inspect decode --fail-on warning *.bin && echo clean`;
