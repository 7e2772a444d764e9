import type { MomentFault } from './moment-fault.ts'
import { momentFaults } from './moment-faults.ts'
import type { Moments } from './moments.ts'
import { momentsSchema } from './moments-schema.ts'

/** Moments that may be analysed, or what is wrong with them. */
export type ReadMoments =
  | { readonly moments: Moments; readonly faults: readonly [] }
  | { readonly moments: null; readonly faults: readonly [MomentFault, ...MomentFault[]] }

/** Reads moments from a parsed document: their form first, then whether their numbers can be sums of anything. */
export function readMoments(document: unknown): ReadMoments {
  const parsed = momentsSchema().safeParse(document)
  const faults = parsed.success ? momentFaults(parsed.data) : parsed.error.issues.flatMap(formFaults)
  const [first, ...more] = faults
  if (first !== undefined) return { moments: null, faults: [first, ...more] }
  return parsed.success ? { moments: parsed.data, faults: [] } : { moments: null, faults: [NOTHING] }
}

/** What is wrong with the form; of fields that nobody knows, one fault each. */
function formFaults(issue: FormIssue): readonly MomentFault[] {
  const { path, message, keys } = issue
  if (keys === undefined) return [{ field: fieldOf(path), fault: message }]
  return keys.map((key) => ({ field: fieldOf([...path, key]), fault: 'is no field of moments' }))
}

/** As zod has it; `keys` are those that an object must not have. */
interface FormIssue {
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly keys?: readonly string[]
}

const NOTHING: MomentFault = { field: 'moments', fault: 'cannot be read' }

/** `['metrics', 0, 'products', 'm.d']` → `metrics[0].products["m.d"]`. */
function fieldOf(path: readonly PropertyKey[]): string {
  const field = path.map((part) => {
    if (typeof part === 'number') return `[${part}]`
    const key = String(part)
    return key.includes('.') ? `["${key}"]` : `.${key}`
  })
  return field.join('').replace(/^\./, '') || 'moments'
}
