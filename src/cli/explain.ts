import { explain } from '../catalog/explain.js';
import { ToolError } from '../model/errors.js';
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
}

/** Prints every meaning of a word. */
export async function runExplain(word: string, options: ExplainCliOptions, { io }: Session): Promise<void> {
  const explanations = explain(await narrowedCatalog(await catalogOf(options, io), options), word);
  if (explanations.length === 0) {
    throw new ToolError(
      `nothing is called ${word}; try a field, a struct, a finding such as CHAIN_LOOP, or a code such as 0x0101`,
    );
  }
  const result: ExplainResult = { schema: explainSchema, word, explanations };
  const texts: Readonly<Record<ReportFormat, () => string>> = {
    table: () => renderExplanation(result, renderOptions(options, io)),
    json: () => renderJson(result),
    markdown: () => renderExplanationMarkdown(result),
  };
  await writeResult(texts[options.format](), options, io);
}
