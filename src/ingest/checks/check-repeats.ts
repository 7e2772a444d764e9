import type { ScheduleRecord } from '../../model/nouns/record.ts'
import { type LineRefusal, refusal } from '../lines/line-refusal.ts'

/**
 * Refuses repeated members in any list of a record: a repetition is a mistake, and it is unclear which one was meant.
 */
export function checkRepeats(record: ScheduleRecord, line: number): LineRefusal[] {
  const found: LineRefusal[] = []
  walk(record, '', (path, list, name) => {
    const seen = new Map<string, number>()
    list.forEach((member, index) => {
      const identity = identityOf(name, member)
      const first = seen.get(identity)
      if (first === undefined) seen.set(identity, index)
      else {
        const hint = `the same as ${path}.${first}: leave one of them out`
        found.push(refusal(line, 'repeated-value', `${path}.${index}`, member, hint))
      }
    })
  })
  return found
}

type Visit = (path: string, list: readonly unknown[], name: string) => void

/** Every list of a record. A record is as deep as its schema: three lists at most. */
function walk(value: unknown, path: string, visit: Visit, name = ''): void {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value) && value.length > 1) visit(path, value, name)
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner !== 'object' || inner === null) continue
    walk(inner, path === '' ? key : `${path}.${key}`, visit, Array.isArray(value) ? name : key)
  }
}

/** The identity of a list's member, by which repetitions are found: for most lists, the whole member. */
function identityOf(list: string, member: unknown): string {
  if (typeof member === 'string') return member
  if (typeof member !== 'object' || member === null) return String(member)
  if (list === 'captions' && 'language' in member && 'kind' in member && 'format' in member) {
    return `${member.language} ${member.kind} ${member.format}`
  }
  if (list === 'renditions' && 'url' in member && 'type' in member && 'codec' in member && 'height' in member) {
    // A file has one codec and one height; a manifest may be listed once for each that is in it.
    const isManifest = member.type === 'hls' || member.type === 'dash'
    return isManifest ? `${member.url} ${member.codec} ${member.height}` : String(member.url)
  }
  return JSON.stringify(member)
}
