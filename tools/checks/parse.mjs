// Extracts what the rules need from a file with TypeScript's own parser: its imports and property accesses. Judges nothing.
import ts from 'typescript'

/** @typedef {{ specifier: string, typeOnly: boolean, line: number }} Import */
/** @typedef {{ chain: string, line: number }} Access as written, without spaces: `process.env.PORT` */

/** @param {string} text @param {string} file its name: the ending tells the language @returns {{ imports: Import[], accesses: Access[] }} */
export function parse(text, file) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  /** @type {Import[]} */
  const imports = []
  /** @type {Access[]} */
  const accesses = []
  const lineOf = (/** @type {ts.Node} */ node) => source.getLineAndCharacterOfPosition(node.getStart()).line + 1
  const add = (/** @type {ts.Node | undefined} */ node, /** @type {boolean} */ typeOnly) => {
    if (node && ts.isStringLiteralLike(node)) imports.push({ specifier: node.text, typeOnly, line: lineOf(node) })
  }
  const visit = (/** @type {ts.Node} */ node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeImport(node.importClause))
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly || areTypes(node.exportClause))
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true)
    else if (ts.isCallExpression(node) && isLoad(node.expression)) add(node.arguments[0], false)
    else if (ts.isPropertyAccessExpression(node))
      accesses.push({ chain: node.getText().replaceAll(/\s/g, ''), line: lineOf(node.name) })
    ts.forEachChild(node, visit)
  }
  visit(source)
  return { imports, accesses }
}

/** @param {ts.ImportClause | undefined} clause */
const isTypeImport = (clause) =>
  clause !== undefined && (clause.isTypeOnly || (!clause.name && areTypes(clause.namedBindings)))

/** `{ type A, type B }`; an empty list still loads the module. @param {ts.NamedImportBindings | ts.NamedExportBindings | undefined} bindings */
const areTypes = (bindings) =>
  bindings !== undefined &&
  (ts.isNamedImports(bindings) || ts.isNamedExports(bindings)) &&
  bindings.elements.length > 0 &&
  bindings.elements.every((element) => element.isTypeOnly)

/** `import()`, `require()`, and what a test replaces. @param {ts.Expression} callee */
const isLoad = (callee) =>
  callee.kind === ts.SyntaxKind.ImportKeyword || /^(require|require\.resolve|vi\.mock)$/.test(callee.getText())
