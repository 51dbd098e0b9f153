/**
 * The library: read dumps, decode and encode blocks, compare views, predict answers, look up the field table.
 */
export { type AuditOptions, auditInterface } from './audit/audit.js';
export type { CodePage } from './bytes/ebcdic.js';
export { builtInCatalog, type Catalog, makeCatalog, type Tables } from './catalog/catalog.js';
export type { DecodeOptions } from './decode/context.js';
export { type DecodedBlock, decodeBlock, type Gap } from './decode/decode-block.js';
export { type BlockPlace, describeBlock } from './decode/describe.js';
export { type DecodedStruct, numberAt, valueAt } from './decode/read-struct.js';
export { type DiffInput, diffFunctions, diffViews } from './diff/diff.js';
export { type EncodeOptions, encodeBlock } from './encode/encode-block.js';
export {
  type InputBlock,
  type InputFormat,
  inputFormats,
  type Reading,
  type ReadOptions,
  type Rejection,
  readInput,
} from './input/read-input.js';
export type * from './model/audit.js';
export type * from './model/compare.js';
export type * from './model/diff.js';
export { ToolError } from './model/errors.js';
export type * from './model/interface.js';
export { type Issue, type IssueCode, issueKinds, type Severity } from './model/issues.js';
export type * from './model/layout.js';
export type * from './model/list.js';
export type * from './model/result.js';
export {
  type PredictInput,
  type Prediction,
  type PredictionNote,
  type PredictOptions,
  predictGuest,
} from './predict/predict.js';

import { builtInCatalog } from './catalog/catalog.js';

/** Layouts, code tables and interfaces that ship with the tool. */
export const catalog = builtInCatalog();
