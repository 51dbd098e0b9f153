/** Finds lookups that find what every object inherits: `record[name]` and `name in record`, where any text can be a name. */
import { relative } from 'node:path';
import ts from 'typescript';
import { root } from '../support/run.js';

/** `file: text` of each such lookup in the sources. */
export function openLookups(): string[] {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const own = fileNames.filter((name) => name.startsWith(`${root}src/`));
  const program = ts.createProgram(own, options);
  const checker = program.getTypeChecker();
  const isOpen = (node: ts.Expression): boolean => {
    const types = checker.getTypeAtLocation(node);
    const parts = types.isUnion() ? types.types : [types];
    return parts.some((type) => !checker.isArrayLikeType(type) && type.getStringIndexType() !== undefined);
  };
  const found: string[] = [];
  for (const file of program.getSourceFiles()) {
    if (file.isDeclarationFile || file.fileName.includes('node_modules')) continue;
    const visit = (node: ts.Node): void => {
      if (isLookup(node, checker, isOpen)) found.push(`${relative(root, file.fileName)}: ${node.getText()}`);
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return found.sort();
}

function isLookup(node: ts.Node, checker: ts.TypeChecker, isOpen: (node: ts.Expression) => boolean): boolean {
  if (ts.isElementAccessExpression(node)) {
    const key = checker.getTypeAtLocation(node.argumentExpression);
    return isAnyText(key) && isOpen(node.expression);
  }
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.InKeyword) return false;
  return isAnyText(checker.getTypeAtLocation(node.left));
}

function isAnyText(type: ts.Type): boolean {
  return (type.flags & ts.TypeFlags.String) !== 0;
}
