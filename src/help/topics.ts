/// <reference path="./markdown.d.ts" />
import bulk from './bulk.md';
import ci from './ci.md';
import compare from './compare.md';
import exposure from './exposure.md';
import formats from './formats.md';
import install from './install.md';
import kernel from './kernel.md';
import library from './library.md';
import limits from './limits.md';
import list from './list.md';
import options from './options.md';
import output from './output.md';
import security from './security.md';
import tables from './tables.md';
import verdicts from './verdicts.md';

/** The reference as Markdown, by topic, in the order in which one would read it. */
export const topics: Readonly<Record<string, string>> = {
  install,
  exposure,
  options,
  formats,
  output,
  verdicts,
  list,
  compare,
  bulk,
  ci,
  kernel,
  tables,
  library,
  security,
  limits,
};
