/**
 * Objects whose keys are names from outside.
 */
import * as v from 'valibot';
import { wanted } from './shapes.js';

/** `v.record` passes over these without a word: what a file says of them would count as not said. */
const passedOver = ['__proto__', 'constructor', 'prototype'];

type Given = v.BaseSchema<unknown, unknown, v.BaseIssue<unknown>>;
type Texts<T> = v.GenericSchema<Readonly<Record<string, T>>>;

/** As `v.record`, with every key of the object; `own` finds the values. */
export function record<V extends Given>(key: v.GenericSchema<string, string>, value: V): Texts<v.InferOutput<V>> {
  const schema: v.GenericSchema<Readonly<Record<string, v.InferOutput<V>>>> = v.record(key, value, wanted('an object'));
  const entry = v.tuple([key, value]);
  return {
    ...schema,
    '~run'(dataset, config) {
      const input: unknown = dataset.value;
      const result = schema['~run'](dataset, config);
      const given = new Map(typeof input === 'object' && input !== null ? Object.entries(input) : []);
      const found: v.BaseIssue<unknown>[] = [];
      for (const name of passedOver.filter((one) => given.has(one))) {
        const one = v.safeParse(entry, [name, given.get(name)], config);
        const path = { type: 'object', origin: 'value', input: {}, key: name, value: given.get(name) } as const;
        for (const issue of one.issues ?? []) found.push({ ...issue, path: [path, ...(issue.path?.slice(1) ?? [])] });
        // An assignment to __proto__ would be lost.
        if (one.success) Object.defineProperty(result.value, name, { value: one.output[1], enumerable: true });
      }
      const [first, ...others] = [...(result.issues ?? []), ...found];
      return first === undefined ? result : { typed: false, value: result.value, issues: [first, ...others] };
    },
  };
}
