import { explain, nearestWord } from '../catalog/explain.js';
import { ToolError } from '../model/errors.js';
import { didYouMean } from '../model/nearest.js';
import { type ExplainResult, explainSchema } from '../model/tables.js';
import { renderExplanation, renderExplanationMarkdown } from '../render/explain.js';
import type { ReportFormat } from '../render/formats.js';
import { renderJson } from '../render/json.js';
import { type ConditionOptions, narrowedCatalog } from './conditions.js';
import { type OutputOptions, renderOptions, writeResult } from './output.js';
import type { Session } from './session.js';
import { catalogOf, type TableOptions } from './tables.js';

export interface ExplainCliOptions extends OutputOptions, TableOptions, ConditionOptions {
  readonly format: ReportFormat;
  readonly all?: true;
}

/** Prints every meaning of a word. */
export async function runExplain(word: string, options: ExplainCliOptions, { io }: Session): Promise<void> {
  const catalog = await narrowedCatalog(await catalogOf(options, io), options);
  const explanations = explain(catalog, word, options.all === true);
  if (explanations.length === 0) {
    const meant = nearestWord(catalog, word);
    const hint = '; try a field, a struct, a finding such as CHAIN_LOOP, or a code such as 0x0101';
    throw new ToolError(`nothing is called ${word}${meant === undefined ? hint : didYouMean(meant)}`);
  }
  const result: ExplainResult = { schema: explainSchema, word, explanations };
  const texts: Readonly<Record<ReportFormat, () => string>> = {
    table: () => renderExplanation(result, renderOptions(options, io)),
    json: () => renderJson(result),
    markdown: () => renderExplanationMarkdown(result),
  };
  await writeResult(texts[options.format](), options, io);
}
