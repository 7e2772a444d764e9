import { parseSync } from 'oxc-parser'

/** Every kind of node that ES5 has, as ESTree names it. */
const NODES = new Set([
  ...[
    'Program',
    'FunctionDeclaration',
    'FunctionExpression',
    'VariableDeclaration',
    'VariableDeclarator',
    'Identifier',
  ],
  ...[
    'ExpressionStatement',
    'BlockStatement',
    'EmptyStatement',
    'DebuggerStatement',
    'WithStatement',
    'ReturnStatement',
  ],
  ...['LabeledStatement', 'BreakStatement', 'ContinueStatement', 'IfStatement', 'SwitchStatement', 'SwitchCase'],
  ...['ThrowStatement', 'TryStatement', 'CatchClause', 'WhileStatement', 'DoWhileStatement', 'ForStatement'],
  ...['ForInStatement', 'ThisExpression', 'ArrayExpression', 'ObjectExpression', 'Property', 'UnaryExpression'],
  ...['UpdateExpression', 'BinaryExpression', 'AssignmentExpression', 'LogicalExpression', 'MemberExpression'],
  ...['ConditionalExpression', 'CallExpression', 'NewExpression', 'SequenceExpression', 'Literal'],
])
const NEWER_OPERATORS = ['**', '**=', '??', '??=', '||=', '&&=']

/** Parts of a node that ES5 does not have. */
interface AnyNode {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly kind?: unknown
  readonly operator?: string
  readonly async?: boolean
  readonly generator?: boolean
  readonly method?: boolean
  readonly shorthand?: boolean
  readonly computed?: boolean
  readonly param?: unknown
  readonly raw?: string | null
  readonly value?: unknown
}

function isNewer(node: AnyNode): boolean {
  const { type, operator, raw } = node
  if (!NODES.has(type)) return true
  if (operator !== undefined && NEWER_OPERATORS.includes(operator)) return true
  if (type === 'VariableDeclaration') return node.kind !== 'var'
  if (type === 'Property') return node.method === true || node.shorthand === true || node.computed === true
  if (type === 'CatchClause') return node.param === null
  if (type === 'Literal')
    return typeof node.value === 'bigint' || /^0[bo]|^[\d.]+_|^\/[\s\S]*\/[a-z]*[dsuvy]/i.test(raw ?? '')
  return node.async === true || node.generator === true
}

/** Pieces of a script whose syntax is newer than ES5. */
export function newerThanEs5(text: string): readonly string[] {
  const { program, errors } = parseSync('script.js', text, { sourceType: 'script', preserveParens: false })
  const found = errors.map(({ message }) => message)
  const look = (node: AnyNode): void => {
    if (isNewer(node)) found.push(`${node.type}: ${text.slice(node.start, node.start + 60)}`)
  }
  walk(program, look)
  return found
}

function walk(value: unknown, look: (node: AnyNode) => void): void {
  if (typeof value !== 'object' || value === null) return
  if ('type' in value && typeof value.type === 'string') look(value as AnyNode)
  for (const inside of Object.values(value)) walk(inside, look)
}
