import type { Command } from 'commander';
import type { EncodeCliOptions } from './encode.js';
import type { Session } from './session.js';
import { addExamples, addOutputOptions, codePageOption, collect } from './shared-options.js';
import { addTableOptions } from './tables.js';

/** Adds the command `encode`. */
export function addEncode(program: Command, session: Session): void {
  const command = program
    .command('encode')
    .description('make the bytes of a block from the JSON that decode prints, edited or not')
    .argument('<json>', "decode --format json or ndjson; '-' is standard input")
    .option('--block <n>', 'which block, as in blocks[n]: the first is 0; needed when there are several')
    .option('--set <field=value>', 'write another value into a field; may be given several times', collect)
    .addOption(codePageOption('EBCDIC code page of text fields; otherwise 037'));
  addExamples(addOutputOptions(addTableOptions(command)), examples).action(
    async (file: string, options: EncodeCliOptions) => {
      const { runEncode } = await import('./encode.js');
      await runEncode(file, options, session);
    },
  );
}

const examples = `
A field is written from its value; where value is left out, from raw. Gaps and padding stay as they are.

Examples:
  zpci-inspect decode --format json fn.bin > fn.json
  zpci-inspect encode fn.json -o copy.bin         (the same bytes as fn.bin)
  zpci-inspect encode --block 1 two-blocks.json > second.bin
  zpci-inspect decode -f json fn.bin | zpci-inspect encode --set FIELD=64 --set FIELD=0x12 - -o edited.bin
  jq '.blocks[0].structs[0].fields[0].value = 192' fn.json | zpci-inspect encode - -o edited.bin`;
