/**
 * The schemas of the formats that reporters write, as those who own the formats published them: see
 * `schemas/README.md`. Each function gives one line for each thing that is wrong.
 */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import Draft4 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { validateXML } from 'xmllint-wasm';

function textOf(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8');
}

/** The JSON Schema of `--reporter json`, parsed. */
export const checkSchema: object = JSON.parse(textOf('../../src/model/schema/check-1.json'));

const options = { allErrors: true, strict: true, strictTypes: false, strictRequired: false } as const;
const isCheck = new Ajv2020(options).compile(checkSchema);
const sarif = new Draft4.default(options);
addFormats.default(sarif);
const isSarif = sarif.compile(JSON.parse(textOf('schemas/sarif-schema-2.1.0.json')));

function problems(validate: typeof isCheck, value: unknown): string[] {
  return validate(value) ? [] : (validate.errors ?? []).map((one) => `${one.instancePath}: ${one.message}`);
}

export function checkJsonProblems(value: unknown): string[] {
  return problems(isCheck, value);
}

export function sarifProblems(value: unknown): string[] {
  return problems(isSarif, value);
}

/** Well-formed XML and valid JUnit, as libxml2 sees it. */
export async function junitProblems(text: string): Promise<string[]> {
  const { valid, errors } = await validateXML({
    xml: { fileName: 'report.xml', contents: text },
    schema: { fileName: 'junit-10.xsd', contents: textOf('schemas/junit-10.xsd') },
  });
  const found = errors.map((one) => one.message);
  return valid ? found : found.length > 0 ? found : ['not valid, for a reason that is not told'];
}
