/**
 * A prediction as facts.
 */
import { fixedShape } from '../catalog/catalog.js';
import type { Leaf } from '../catalog/leaf.js';
import type { Layout } from '../model/layout.js';
import { answers, type PredictContext } from '../predict/conditions.js';
import { predictField, responseLength } from '../predict/predict-field.js';
import { type Fact, type Facts, memberOf, structOf } from '../rules/facts.js';

/** The answers to the query commands; what cannot be predicted counts as not read. */
export function predictedFacts(context: PredictContext): Facts {
  const tags = answers(context.catalog);
  const all = new Map(tags.map((tag) => [tag, factsOf(context, tag)]));
  const find = (path: string): Fact | undefined => all.get(structOf(path))?.find((fact) => fact.path === path);
  return {
    find,
    findAll: (path) => [find(path)].filter((fact) => fact !== undefined),
    factsOf: (struct) => all.get(struct) ?? [],
    has: (struct) => all.has(struct),
    doubt: (struct) => `${memberOf(struct)} is not predicted`,
    structs: tags,
  };
}

function factsOf(context: PredictContext, tag: string): readonly Fact[] {
  const layout = context.catalog.layout(tag);
  if (layout === undefined) return [];
  const { leaves } = context.catalog.plan(layout, fixedShape(responseLength(layout), 'big', null));
  return leaves.flatMap((leaf): Fact[] => {
    if (leaf.absent || leaf.field === null) return [];
    const value = predictedValue(context, layout, leaf);
    const status = value === null ? 'truncated' : 'ok';
    const { bitLength: bits, byteOffset } = leaf;
    const place = { path: `${tag}.${leaf.path}`, bits, source: '', byteOffset, leaf };
    return [{ ...place, value, status, swapped: null, raw: null }];
  });
}

/** An integer, or bytes as hex; 0 where nothing is written into a buffer that was cleared. */
function predictedValue(context: PredictContext, layout: Layout, leaf: Leaf): Fact['value'] {
  const { applied } = predictField(context, layout, leaf);
  if (applied.kind === 'unknown') return null;
  const value = applied.kind === 'value' ? applied.value : 0n;
  if (typeof value === 'string' || leaf.isInteger) return value;
  return value.toString(16).padStart(leaf.byteLength * 2, '0');
}
