import type { QuarantineDetail } from '../../contracts/ops/answers/quarantine.ts'
import { recordSchemas } from '../../model/nouns/record.ts'

type Draft = QuarantineDetail['drafts'][number]
type Patch = Readonly<Record<string, Readonly<Record<string, unknown>>>>

const SCHEMAS = new Map(Object.entries(recordSchemas))
/** What stands in an example where the right value belongs. */
const VALUE = '…'

/**
 * A patch as an example for whoever mends an item: of the field that the first error is about, in the record that has the
 * value which was found. An error in the words of the source names no field: then it is the length of the video, or a name.
 */
export function examplePatch({ drafts, findings }: Pick<QuarantineDetail, 'drafts' | 'findings'>): Patch {
  for (const { severity, path, value } of findings) {
    if (severity !== 'error') continue
    const [field = '', ...below] = path.split('.')
    const having = drafts.filter(({ type }) => Object.hasOwn(SCHEMAS.get(type)?.shape ?? {}, field))
    const draft = having.find((each) => textAt(each, [field, ...below]) === value) ?? having[0]
    if (draft !== undefined) return { [draft.id]: { [field]: changed(draft[field], below, exampleOf(field)) } }
  }
  const video = drafts.find(({ type }) => type === 'asset')
  if (video !== undefined) return { [video.id]: { durationMs: exampleOf('durationMs') } }
  return { [drafts[0]?.id ?? 'ttl_…']: { name: { en: VALUE } } }
}

const exampleOf = (field: string): unknown => (field === 'durationMs' ? 30_000 : VALUE)

/** A merge patch changes members of an object one by one, but a list only as a whole (RFC 7396). */
function changed(before: unknown, path: readonly string[], value: unknown): unknown {
  const [part, ...below] = path
  if (part === undefined) return value
  if (!Array.isArray(before)) return { [part]: changed(memberOf(before, part), below, value) }
  const entries: readonly unknown[] = before
  return entries.map((entry, index) => (String(index) === part ? inEntry(entry, below, value) : entry))
}

/** An entry of a list is written out, with what stays as it was. */
function inEntry(entry: unknown, path: readonly string[], value: unknown): unknown {
  const [part, ...below] = path
  if (part === undefined) return value
  if (Array.isArray(entry)) return changed(entry, path, value)
  const members = typeof entry === 'object' && entry !== null ? entry : {}
  return { ...members, [part]: inEntry(memberOf(entry, part), below, value) }
}

function textAt(draft: Draft, path: readonly string[]): string {
  let at: unknown = draft
  for (const part of path) at = memberOf(at, part)
  return typeof at === 'string' ? at : (JSON.stringify(at) ?? '')
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  const member: unknown = Reflect.get(value, name)
  return member
}
