/**
 * What a file of interfaces may say, in the shapes of `model/interface.ts`.
 */
import * as v from 'valibot';
import { auditQuestionIds } from '../model/interface.js';
import { viewsSchema } from './documents.js';
import { cName, need, scope } from './field-schema.js';
import { interfaceName, otherSchema, version } from './layout-schema.js';
import { record } from './record.js';
import { fieldPath, rule } from './rule-schema.js';
import { anyText, boolean, integer, list, mask32, named, object, source, text, word, yes } from './shapes.js';

const maybe = v.exactOptional;
const exposureClass = word('exposed', 'virtualized', 'hidden');

/** One place where the interface shows the fact. */
const target = object({
  field: fieldPath,
  rule,
  since: maybe(version),
  unsure: maybe(text),
  dropped: maybe(object({ field: fieldPath, mask: mask32, why: text })),
});

const when = object({
  mode: maybe(word('emulated', 'intercept', 'interpret')),
  from: maybe(version),
  before: maybe(version),
  container: maybe(word('type1', 'iommufd')),
  defaultGroup: maybe(yes),
});

const variant = object({
  when,
  class: maybe(exposureClass),
  to: maybe(list(target)),
  via: maybe(fieldPath),
  why: text,
  source,
  unsure: maybe(text),
});

/** One field of firmware under one interface. */
export const exposureRow = object({
  struct: cName,
  field: named(/^(\*|[A-Za-z_][\w.[\]]*)$/, 'member'),
  class: exposureClass,
  to: maybe(list(target)),
  via: maybe(fieldPath),
  why: text,
  need: maybe(need),
  scope: maybe(scope),
  source,
  unsure: maybe(text),
  leak: maybe(yes),
  variants: maybe(list(variant)),
});

const number32 = integer(0, 0xffff_ffff);

const defaultGroup = { id: number32, from: number32, to: maybe(number32) };

const modeClues = object({
  group: object({ guest: fieldPath, user: fieldPath, firmware: fieldPath, below: number32 }),
  handle: object({
    guest: fieldPath,
    user: fieldPath,
    enable: mask32,
    mask: mask32,
    emulated: number32,
    intercept: number32,
  }),
  container: object({ user: fieldPath, iommufd: number32 }),
  defaultGroup: object({
    capability: fieldPath,
    host: fieldPath,
    firmware: fieldPath,
    guest: fieldPath,
    ...defaultGroup,
    earlier: maybe(list(object({ before: version, ...defaultGroup }))),
  }),
});

const hazard = object({
  id: named(/^[A-Z][A-Z0-9_]*$/, 'name of a cross-check'),
  user: object({ field: fieldPath, atLeast: number32 }),
  upTo: version,
  message: text,
  help: text,
  source,
});

const arrival = object({
  field: fieldPath,
  index: maybe(number32),
  mask: maybe(mask32),
  from: version,
  why: text,
  source,
});

const versionClue = object({
  version,
  when: list(object({ field: fieldPath, value: integer() })),
  why: text,
  from: maybe(version),
  before: maybe(version),
});

const audit = object({
  caller: text,
  channel: object({ name: text, about: text, holds: list(scope) }),
  proposal: maybe(yes),
  reviews: maybe(
    list(
      object({
        question: word(...auditQuestionIds),
        who: text,
        text,
        reported: maybe(yes),
      }),
    ),
  ),
  lengthIn: maybe(fieldPath),
  kernelCopy: maybe(object({ struct: cName, members: v.record(fieldPath, cName), source })),
  modes: maybe(object({ emulated: maybe(text), intercept: maybe(text), interpret: maybe(text) })),
  defects: maybe(
    list(
      object({
        question: word('leaks', 'revision'),
        struct: fieldPath,
        kind: word('not written', 'out of bounds'),
        what: text,
        why: text,
        source,
      }),
    ),
  ),
});

/** Shared reasons. */
const reasons = record(named(/^[A-Za-z0-9][\w.-]*$/, 'id of a reason'), text);

/** One interface: what it does with every field of firmware. */
export const interfaceTable = object({
  name: interfaceName,
  view: word('firmware', 'vfio', 'guest', 'sysfs'),
  title: text,
  besideFields: boolean,
  version,
  versions: list(version, 1),
  versionClues: maybe(list(versionClue)),
  modeClues: maybe(modeClues),
  interpretedSince: maybe(version),
  hazards: maybe(list(hazard)),
  arrivals: maybe(list(arrival)),
  reasons,
  firmware: maybe(list(cName, 1)),
  rows: list(exposureRow, 1),
  audit: maybe(audit),
});

/** The file that `--views` takes. */
export const viewsFile = object({
  $schema: maybe(anyText),
  schema: v.literal(viewsSchema, (issue) => otherSchema(issue, viewsSchema)),
  interfaces: list(interfaceTable),
});
