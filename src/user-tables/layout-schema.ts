/**
 * What a file of layouts may say: structs and tables of named values, in the shapes of `model/layout.ts`.
 */
import * as v from 'valibot';
import { layoutsSchema } from './documents.js';
import { cName, detectTest, field, memberName, scope, structLimit } from './field-schema.js';
import {
  anyText,
  boolean,
  choice,
  integer,
  list,
  mask32,
  named,
  object,
  source,
  text,
  variant,
  word,
} from './shapes.js';

const maybe = v.exactOptional;
const command = integer(0, 0xffff);

/** Name of an interface: `vfio-zdev`. */
export const interfaceName = named(/^[a-z0-9][a-z0-9.-]*$/, 'name of an interface');

/** A dotted number or a date. */
export const version = named(/^\d[\w.+-]*$/, 'version');

const chain = object({
  flag: maybe(object({ field: memberName, mask: mask32 })),
  offset: memberName,
  nextFrom: maybe(word('buffer', 'firstCapability')),
  end: maybe(memberName),
  header: cName,
  id: memberName,
  version: memberName,
  next: memberName,
  bare: maybe(list(object({ id: integer(0, 0xffff_ffff), name: text, doc: text }))),
});

const size = integer(1, structLimit);

/** One length, or several. */
export const exactSize = choice([size, list(size, 1)], 'a number or a list of numbers', () => 1);

/** The struct that a link or a feature belongs to. */
const holder = named(/^[A-Za-z_][\w.]*(@[a-z0-9][a-z0-9.-]*)?$/, 'struct, as "tag" or "tag@interface"');

/** What the struct is for the decoder. */
const role = variant('kind', [
  object({
    kind: v.literal('clp-request'),
    command,
    length: memberName,
    code: memberName,
    responses: list(cName, 1),
  }),
  object({
    kind: v.literal('clp-response'),
    command,
    length: memberName,
    code: memberName,
    ok: integer(0, 0xffff),
    header: text,
    scope: maybe(scope),
    lengths: list(size, 1),
    entries: maybe(object({ field: memberName, size: memberName, known: size })),
  }),
  object({
    kind: v.literal('info'),
    ioctl: maybe(text),
    request: maybe(integer(0, 0xffff_ffff)),
    size: maybe(memberName),
    chain: maybe(chain),
    minSize: size,
    exactSize: maybe(exactSize),
    scope: maybe(scope),
    feature: maybe(object({ field: memberName, mask: mask32 })),
  }),
  object({
    kind: v.literal('feature'),
    of: holder,
    number: integer(0, 0xffff),
    name: text,
    operations: list(word('get', 'set'), 1),
  }),
  object({
    kind: v.literal('capability'),
    of: holder,
    id: integer(0, 0xffff_ffff),
    alsoIds: maybe(list(integer(0, 0xffff_ffff))),
    name: text,
    versions: list(object({ version: integer(0, 0xffff_ffff), size, since: text }), 1),
  }),
  object({ kind: v.literal('clp-header'), of: word('request', 'response'), length: memberName, code: memberName }),
  object({ kind: v.literal('part') }),
]);

/** One struct. */
export const layout = object({
  tag: cName,
  interface: maybe(interfaceName),
  title: text,
  byteOrder: word('big', 'little', 'host'),
  size,
  source,
  since: maybe(text),
  role,
  shapes: maybe(list(object({ size, linux: version }), 1)),
  undetectable: maybe(text),
  logged: maybe(object({ as: text, event: text, function: memberName, handle: memberName, code: memberName })),
  detect: maybe(list(detectTest)),
  fields: list(field, 1),
});

const code = object({
  value: integer(),
  name: maybe(text),
  text,
  commands: maybe(list(command, 1)),
  source: maybe(source),
  help: maybe(text),
});

/** One table of named values. */
export const codes = object({
  tag: named(/^(?!__proto__$)[A-Za-z_][\w.-]*$/, 'name of a table'),
  what: text,
  digits: integer(1, 16),
  showNames: maybe(boolean),
  source,
  otherwise: maybe(text),
  entries: list(code, 1),
});

/** The file that `--layouts` takes. */
export const layoutsFile = object({
  $schema: maybe(anyText),
  schema: v.literal(layoutsSchema, (issue) => otherSchema(issue, layoutsSchema)),
  layouts: list(layout),
  codes: maybe(list(codes)),
});

/** What to say of another `schema` than the one expected. */
export function otherSchema({ input }: { readonly input: unknown }, expected: string): string {
  const given = input === undefined ? 'missing' : JSON.stringify(input);
  return `${given} where "${expected}" belongs; another version of the tool may read this file`;
}
