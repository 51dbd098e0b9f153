// Writes the JSON Schemas of user tables, which editors read: made of the schema that the program checks them with.
import { toJsonSchema } from '@valibot/to-json-schema';
import { importSources, writeGenerated } from './write-generated.mjs';

const names = ['field-schema', 'layout-schema', 'rule-schema', 'shapes', 'view-schema'];
const tables = await importSources(...names.map((name) => `user-tables/${name}.ts`));

/** Parts that many places use, each described once. */
const { source, format, field, layout, codes, rule, exposureRow, interfaceTable } = tables;
const choices = [tables.count, tables.exactSize, tables.memberTest, tables.detectTest];
const [count, exactSize, memberTest, detectTest] = choices.map(optionsOf);
const layoutParts = { source, format, count, exactSize, field, memberTest, detectTest, layout, codes };
const viewParts = { source, rule, row: exposureRow, interface: interfaceTable };

/** A choice is a getter; without a value it gives all that can be chosen. */
function optionsOf(choice) {
  return choice.getter(undefined);
}

/** What an editor shows beside a key. */
const help = {
  $schema: 'path of this JSON Schema, for editors',
  schema: 'which kind of file this is',
  tag: 'C struct tag, or the name of a table of values',
  interface: 'for a tag with several shapes: the interface that this one belongs to',
  byteOrder: 'host: that of the machine that filled the buffer',
  byteOffset: 'bytes from the start of the struct; for a bit field the byte of its most significant bit',
  bitOffset: 'bits left of the field in its first byte, most significant first',
  bitLength: 'width in bits, when it is not that of the type',
  doc: 'what it is, in one sentence',
  since: 'version that introduced it',
  minVersion: 'first version of the capability that has it',
  reserved: 'declared as reserved: reported when it is not zero',
  count: 'elements of the array: a number, or the member that says it',
  length: 'bytes: a number, or the member that says it',
  validIf: 'the member that says whether the bytes mean anything',
  onlyIf: 'in a union: when this member is the live one',
  otherOrder: 'real producers wrote it in the other byte order, too: decided by the value',
  format: 'how the number is said in words',
  codes: 'tables of named values, or the name of one',
  detect: 'tests that a block passes when it is of this layout',
  undetectable: 'why blocks of this layout need --type',
  role: 'what the struct is for the decoder',
  versions: 'oldest first',
  shapes: 'lengths that the struct had, oldest first',
  source: 'where this was read',
  view: 'whose eyes: firmware, userspace, guest, or sysfs',
  besideFields: 'shown beside every decoded field',
  reasons: 'reasons that several rows share, by id: a row says @id',
  rows: 'one for every field of the answers of firmware',
  class: 'how the interface treats the field',
  to: 'where the interface shows it',
  via: 'the field of the user side that the rule starts from, when it is not that of firmware',
  why: 'the reason, or @id of a shared one',
  need: 'why a guest needs it; fields say it, and rows of older files',
  scope: 'whose fact it is; fields and answers say it, and rows of older files',
  unsure: 'what is not known',
  variants: 'what is different under a condition; the first that matches counts',
  rule: 'how the value shown comes from that of firmware',
};

/** The schema with the texts beside its keys. */
function explained(part) {
  if (typeof part !== 'object' || part === null) return part;
  if (Array.isArray(part)) return part.map(explained);
  const entries = Object.entries(part).map(([key, value]) => {
    if (key !== 'properties') return [key, explained(value)];
    const described = Object.entries(value).map(([name, one]) => {
      const description = Object.hasOwn(help, name) ? { description: help[name] } : {};
      return [name, { ...description, ...explained(one) }];
    });
    return [key, Object.fromEntries(described)];
  });
  return Object.fromEntries(entries);
}

function documentOf(schema, id, title, definitions) {
  const made = toJsonSchema(schema, {
    target: 'draft-2020-12',
    typeMode: 'input',
    ignoreActions: ['check', 'raw_check'],
    definitions,
  });
  const { $schema, ...rest } = made;
  return explained({ $schema, $id: id, title, ...rest });
}

const files = {
  'layouts-1.json': documentOf(
    tables.layoutsFile,
    'zpci-inspect/layouts@1',
    'Layouts of your own (--layouts)',
    layoutParts,
  ),
  'views-1.json': documentOf(tables.viewsFile, 'zpci-inspect/views@1', 'Interfaces of your own (--views)', viewParts),
};

for (const [name, schema] of Object.entries(files)) {
  writeGenerated(`model/schema/${name}`, `${JSON.stringify(schema, null, 2)}\n`);
}
