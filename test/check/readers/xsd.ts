/**
 * A document held against a schema: elements in sequences and choices, attributes, text. The schema may use what
 * `junit.xsd` uses; anything else in it throws.
 */
import { parseXml, type XmlElement } from './xml.js';

/** Problems of a document, one line each. */
export function xsdProblems(schemaText: string, document: XmlElement): string[] {
  const schema = parseXml(schemaText);
  const elements = new Map(schema.children.map((one) => [required(one, 'name'), one]));
  const check = (element: XmlElement, path: string): string[] => {
    const type = elements.get(element.name)?.children.find((one) => one.name === 'xs:complexType');
    if (type === undefined) return [`${path}: no such element`];
    return [
      ...attributeProblems(type, element, path),
      ...contentProblems(type, element, path),
      ...element.children.flatMap((child, i) => check(child, `${path}/${child.name}[${i}]`)),
    ];
  };
  return check(document, document.name);
}

function required(element: XmlElement, name: string): string {
  const value = element.attributes.get(name);
  if (value === undefined) throw new Error(`the schema has a ${element.name} without ${name}`);
  return value;
}

function attributeProblems(type: XmlElement, element: XmlElement, path: string): string[] {
  const allowed = type.children.filter((one) => one.name === 'xs:attribute');
  const names = allowed.map((one) => required(one, 'name'));
  const missing = allowed
    .filter((one) => one.attributes.get('use') === 'required')
    .map((one) => required(one, 'name'))
    .filter((name) => !element.attributes.has(name));
  return [
    ...[...element.attributes.keys()]
      .filter((name) => !names.includes(name))
      .map((name) => `${path}: attribute ${name}`),
    ...missing.map((name) => `${path}: no attribute ${name}`),
  ];
}

function contentProblems(type: XmlElement, element: XmlElement, path: string): string[] {
  const isMixed = type.attributes.get('mixed') === 'true';
  const text = isMixed || element.text.trim() === '' ? [] : [`${path}: text ${element.text.trim()}`];
  const model = type.children.find((one) => one.name === 'xs:sequence' || one.name === 'xs:choice');
  const parts = model?.children.map((one) => ({
    name: required(one, 'ref'),
    max: one.attributes.get('maxOccurs') === 'unbounded' ? Number.POSITIVE_INFINITY : 1,
  }));
  if (parts === undefined) return [...text, ...element.children.map((one) => `${path}: element ${one.name}`)];
  if (model?.name === 'xs:choice') {
    const names = parts.map((one) => one.name);
    return [
      ...text,
      ...element.children.filter((one) => !names.includes(one.name)).map((one) => `${path}: ${one.name}`),
    ];
  }
  const left = [...element.children];
  for (const { name, max } of parts) {
    for (let count = 0; count < max && left[0]?.name === name; count++) left.shift();
  }
  return [...text, ...left.map((one) => `${path}: ${one.name} is out of place`)];
}
