import { type CallExpression, type Expression, parseSync, Visitor } from 'oxc-parser'
import { type Finding, lineAt, type SourceFile } from './source-file.ts'

/** A longer name is not read at a glance in the list of a run. */
export const MOST_CHARACTERS = 112

/** A name that begins so continues its `describe`: the subject stands there. */
const NO_SUBJECT = new Set(
  [
    'is are was were has have had does do did can cannot may must will would never not still rather only also too even',
    'and or but either that which who whose it its they them this these those with without of for at to from in on by',
    'under over below after before until beside between towards about since because when where while if as than then',
  ]
    .join(' ')
    .split(' '),
)
/** The verbs that such fragments began with, but for those that are nouns as well. */
const VERBS = new Set(
  [
    'accepts adds agrees asks begins brings comes copies crosses cuts divides draws drops ends exits expands fails finds',
    'follows forgets gives goes grows holds ignores joins keeps knows lasts leaves lends lets lies lives loses makes means',
    'moves needs opens pulls puts reaches reads refers refuses rejects remembers replays reports resolves runs says sees',
    'sends sets serves shares shows spreads stands starts stays stops survives takes tells throws tries trusts turns uses',
    'waits warns weighs works writes agree announce ask come differ embargo end expand follow get give go hold keep know',
    'leave let lose meet play protect refuse say show speak stand start stay stop take tell weigh withdraw',
  ]
    .join(' ')
    .split(' '),
)
/** What stands behind a verb, never behind the noun of a subject. */
const OBJECT =
  /^(a|an|the|no|nothing|nobody|every|each|all|both|what|whatever|whom|whoever|it|them|its|their|back|out|up)$/
const PLACEHOLDER = /%[sdifjoO#]|\$(\{[^}]*\}|[\w.]+)/g

/** What is wrong with a name that is read alone; null: nothing. */
export function nameFault(name: string): string | null {
  if (name.endsWith('.')) return 'ends with a period'
  if (name.length > MOST_CHARACTERS) return `has ${name.length} characters, of ${MOST_CHARACTERS} at most`
  const [first = '', second = '', ...others] = name.replace(PLACEHOLDER, '%').split(' ')
  const word = first.replace(/\W+$/, '').toLowerCase()
  if (word === '') return 'begins with a placeholder'
  if (others.length === 0) return 'is no sentence'
  if (NO_SUBJECT.has(word) || VERBS.has(word)) return `begins with "${first}"`
  if (/^[a-z]{2,}s$/.test(word) && OBJECT.test(second)) return `begins with the verb "${first}"`
  return null
}

/** Names of tests that continue their `describe`, and full names that two tests of a file have. */
export function unclearNames(file: SourceFile): Finding[] {
  // Most other files hold no test, and parsing is what takes the time.
  if (!/\b(it|test)\b.*\(/.test(file.bare)) return []
  const above: string[] = []
  const known = new Set<string>()
  const findings: Finding[] = []
  const told = (call: CallExpression, message: string) =>
    findings.push({ path: file.path, line: lineAt(file.text, call.arguments[0]?.start ?? call.start), message })
  const visitor = new Visitor({
    CallExpression(call) {
      const kind = kindOf(call)
      if (kind === null) return
      const name = nameOf(call, file.text)
      if (kind === 'describe') above.push(name)
      else {
        const fault = nameFault(name)
        if (fault !== null) told(call, `"${name}" ${fault}: say who does what, as if no describe stood above`)
        const full = [...above, name].join(' > ')
        if (known.has(full)) told(call, `two tests are called "${full}": say what differs`)
        known.add(full)
      }
    },
    'CallExpression:exit'(call) {
      if (kindOf(call) === 'describe') above.pop()
    },
  })
  visitor.visit(parseSync(file.path, file.text).program)
  return findings
}

/** `describe` or `test` where the call names one: `it(name, …)`, `it.skipIf(…)(name, …)`, `it.each(…)(name, …)`. */
function kindOf({ callee, arguments: given }: CallExpression): 'describe' | 'test' | null {
  if (given.length < 2) return null
  const name = rootOf(callee)
  if (name === 'describe') return name
  return name === 'it' || name === 'test' ? 'test' : null
}

/** The name that a chain of members and calls begins with. */
function rootOf(callee: Expression): string | null {
  if (callee.type === 'Identifier') return callee.name
  if (callee.type === 'MemberExpression') return rootOf(callee.object)
  return callee.type === 'CallExpression' ? rootOf(callee.callee) : null
}

/** The text of a name; a part that is computed stands as it is written. */
function nameOf(call: CallExpression, text: string): string {
  const [name] = call.arguments
  if (name?.type === 'Literal' && typeof name.value === 'string') return name.value
  return name === undefined ? '' : text.slice(name.start, name.end).replace(/^`|`$/g, '')
}
