/**
 * The library: decode blocks, look up the field table.
 */
export type { CodePage } from './bytes/ebcdic.js';
export { builtInCatalog, type Catalog, makeCatalog, type Tables } from './catalog/catalog.js';
export type { DecodeOptions } from './decode/context.js';
export { type DecodedBlock, decodeBlock, type Gap } from './decode/decode-block.js';
export { type BlockPlace, describeBlock } from './decode/describe.js';
export { type DecodedStruct, numberAt, valueAt } from './decode/read-struct.js';
export { ToolError } from './model/errors.js';
export type * from './model/interface.js';
export { type Issue, type IssueCode, issueKinds, type Severity } from './model/issues.js';
export type * from './model/layout.js';
export type * from './model/result.js';

import { builtInCatalog } from './catalog/catalog.js';

/** Layouts, code tables and interfaces that ship with the tool. */
export const catalog = builtInCatalog();
